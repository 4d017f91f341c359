"""The forces on a picture: pull along P, push between all pairs, and the divergence that they lower."""

import numpy as np

from mllab.device import device
from mllab.reduce._tsne.affinity import Affinities
from mllab.reduce._tsne.mesh import Mesh
from mllab.reduce._tsne.tree import Tree

TREE_ROWS = 12_000  # in three dimensions: above, the tree costs less than all pairs, 0.2 s of processor instead of 0.5 at 50,000 rows
MESH_ROWS = 5_000  # above, the grid costs less than all pairs: 7-12 ms of processor against 17 at 10,000 rows


class Forces:
    """Pull and push on a picture y (axes, n) float32, in buffers that are used again and again."""

    def __init__(self, P: Affinities, axes: int) -> None:
        self.P = P
        self.pull, self.push = np.zeros((axes, P.n), np.float32), np.zeros((axes, P.n), np.float32)
        self.mass: np.ndarray = np.ones(P.n, np.float32)
        self.fast: Mesh | Tree | None = None
        if axes == 2 and P.n > MESH_ROWS:
            self.fast = Mesh()
        elif axes == 3 and P.n > TREE_ROWS:
            self.fast = Tree(P.n)
        kept = P.values[P.values > 0].astype(np.float64)
        self.entropy = float((kept * np.log(kept)).sum())

    def at(self, y: np.ndarray) -> None:
        """Fill pull (sum of p q gap), push (sum of q^2 gap) and mass (sum of q, itself included) for the picture y."""
        from mllab.reduce.kernels.tsne_forces import pull, push_2d, push_3d

        pull(self.P.starts, self.P.columns, self.P.values, y, self.pull)
        if self.fast is not None:
            self.fast.push(y, self.push, self.mass)
        else:
            (push_2d if len(y) == 2 else push_3d)(y, self.push, self.mass)

    @property
    def total(self) -> float:
        """Sum of q over all ordered pairs of different points."""
        return max(float(self.mass.sum(dtype=np.float64)) - self.P.n, 1e-12)

    def divergence(self, y: np.ndarray) -> float:
        """KL divergence (nats) of the picture y from P, with the total of the latest `at`. O(edges)."""
        from mllab.reduce.kernels.tsne_forces import BLOCK, stretch

        sums = np.zeros(-(-self.P.n // BLOCK))
        stretch(self.P.starts, self.P.columns, self.P.values, y, sums)
        return self.entropy + float(sums.sum()) + float(np.log(self.total))


def forces_on(P: Affinities, axes: int) -> Forces:
    """The forces towards P, computed by the compiled kernels, or on a machine with a GPU there."""
    if (where := device(P.n)) != "cpu":
        from mllab.reduce._torch.tsne import DeviceForces

        return DeviceForces(P, axes, where)
    return Forces(P, axes)
