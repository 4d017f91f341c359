"""Repulsion between all pairs of a picture in three dimensions in O(n log n): far cells of an octree count as one point (Barnes & Hut 1986)."""

import numpy as np

# A cell counts as one point where its width is below this part of its distance; below 1 / sqrt 3, or a cell might be far from a point in it.
OPEN = 0.5


class Tree:
    """The tree of one picture, built anew for every step in buffers that stay."""

    def __init__(self, n: int) -> None:
        self.codes = np.empty(n, np.int64)
        self.starts, self.ends, self.born, self.levels = (np.empty(2 * n + 1, np.int64) for _ in range(4))
        self.leaves = np.empty(2 * n + 1, np.bool_)
        self.sums = np.zeros((3, n + 1))

    def push(self, y: np.ndarray, forces: np.ndarray, mass: np.ndarray) -> None:
        """forces (3, n) and mass (n,) of points y (3, n), as the exact kernel `push_3d` gives them."""
        from mllab.reduce.kernels.tsne_tree import DEEP, cells, describe, grow, push_tree

        low = y.min(axis=1)
        wide = max(float((y.max(axis=1) - low).max()) * 1.0001, 1e-12)
        cells(y, low, np.float32(2**DEEP / wide), self.codes)
        order = np.argsort(self.codes, kind="stable")
        points = np.ascontiguousarray(y[:, order])
        np.cumsum(points, axis=1, dtype=np.float64, out=self.sums[:, 1:])
        many = grow(self.codes[order], self.starts, self.ends, self.born, self.levels, self.leaves)
        starts, ends, born, levels, leaves = (each[:many] for each in (self.starts, self.ends, self.born, self.levels, self.leaves))
        centers, after = np.empty((3, many), np.float32), np.empty(many, np.int64)
        widths, counts = np.empty(many, np.float32), np.empty(many, np.float32)
        describe(starts, ends, born, levels, self.sums, wide, centers, widths, counts, after)
        push_tree(points, order, starts, ends, leaves, centers, widths, counts, after, np.float32(OPEN), forces, mass)
