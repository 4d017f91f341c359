"""Exact search: scores of all pairs by one matrix product, the best of them measured again by differences.

|q - x|^2 = |q|^2 + |x|^2 - 2 q.x is fast and loses digits where rows are close together and far from the middle. So the product only
picks a few candidates more than asked; what they are worth is measured on the data as given. Where the rounding of the product might
have hidden a nearer row, the row is searched again in double precision.
"""

from collections.abc import Generator, Iterator

import numpy as np

BLOCK_BYTES = 96_000_000  # scores held at once; also what is done between two looks at the stop button
Found = tuple[np.ndarray, np.ndarray]  # neighbors (n, k), squared distances (n, k)


def spans(n: int, columns: int, k: int) -> Iterator[np.ndarray]:
    """Row numbers in blocks whose scores against `columns` rows stay under BLOCK_BYTES."""
    size = max(16, min(2048, BLOCK_BYTES // (4 * columns)))
    for first in range(0, n, size):
        yield np.arange(first, min(first + size, n))


class Pool:
    """Rows to search among, with what every block needs: X as given, the same moved to its middle, and the squared lengths."""

    def __init__(self, X: np.ndarray, middle: np.ndarray | None = None) -> None:
        self.X = X
        self.middle = X.mean(axis=0, dtype=np.float64) if middle is None else middle
        self._tiled: dict[type, tuple[np.ndarray, np.ndarray]] = {}

    def tiled(self, kind: type) -> tuple[np.ndarray, np.ndarray]:
        """(X minus its middle, squared lengths pulled down by the rounding of the product) in float32 or float64, as the kernel wants them.

        Tiles of WIDE rows lie one after the other, in each the axes, filled up with zeros to fours; missing rows are infinitely long.
        """
        from mllab.neighbors.kernels.product import WIDE

        if kind not in self._tiled:
            C = shifted(self.X, self.middle, kind)
            norms: np.ndarray = np.full(-(-len(C) // WIDE) * WIDE, np.inf, kind)
            norms[: len(C)] = np.einsum("ij,ij->i", C, C) * kind(1 - rounding(C.shape[1], kind))
            whole = filled(C, WIDE, 4).reshape(len(norms) // WIDE, WIDE, -1)
            self._tiled[kind] = np.ascontiguousarray(whole.transpose(0, 2, 1)).ravel(), norms
        return self._tiled[kind]

    def pick(self, q: np.ndarray, own: np.ndarray, keep: int) -> Found:
        """(the `keep` rows (b, keep) with the lowest -2 q.x + |x|^2 for moved rows q (b, d), own[i] left out; the highest of these (b,))."""
        from mllab.neighbors.kernels.product import ROWS, pick

        tiles, norms = self.tiled(q.dtype.type)
        asked = filled(q, ROWS, 4) * q.dtype.type(-2)
        picked, bound = np.empty((len(asked), keep), np.int32), np.empty(len(asked), q.dtype)
        pick(tiles, norms, len(self.X), asked, np.append(own, np.full(len(asked) - len(own), -1)), picked, bound)
        return picked[: len(q)], bound[: len(q)]


def filled(C: np.ndarray, rows: int, axes: int) -> np.ndarray:
    """C with zeros below and to the right, up to whole multiples of `rows` and `axes`."""
    n, d = C.shape
    return np.pad(C, ((0, -n % rows), (0, -d % axes)))


def shifted(X: np.ndarray, middle: np.ndarray, kind: type) -> np.ndarray:
    """X minus the middle, subtracted in the precision of X or better."""
    return np.ascontiguousarray((X - middle.astype(np.result_type(X.dtype, kind))).astype(kind))


def rounding(d: int, kind: type) -> float:
    """A generous bound of the relative error of |q|^2 + |x|^2 - 2 q.x in d columns."""
    return float(np.finfo(kind).eps) * (8 + 2 * d**0.5)


def search(Q: np.ndarray, rows: np.ndarray, own: np.ndarray, pool: Pool, k: int, kind: type = np.float32) -> Found:
    """(neighbors (b, k), squared distances (b, k)) of Q[rows] in the pool; own (b,) is the place of the row itself there, or -1. O(b n d)."""
    from mllab.neighbors.kernels.select import measure

    n = len(pool.X)
    keep = min(k + 8 + k // 8, n - int(own.max() >= 0))
    indices, squares = np.empty((len(rows), k), np.int32), np.empty((len(rows), k), Q.dtype)
    if n <= keep:
        measure(Q, pool.X, rows, np.tile(np.arange(n, dtype=np.int32), (len(rows), 1)), indices, squares)
        return indices, squares
    q = shifted(Q[rows], pool.middle, kind)
    picked, bound = pool.pick(q, own, keep)
    measure(Q, pool.X, rows, picked, indices, squares)
    if kind is np.float32:
        lengths = np.einsum("ij,ij->i", q, q, dtype=np.float64)
        least = np.maximum(0, bound + lengths * (1 - rounding(q.shape[1], kind)))  # no row that was not picked is nearer than this
        doubt = np.flatnonzero(least < squares[:, -1] * (1 - 1e-6))
        if len(doubt):
            indices[doubt], squares[doubt] = search(Q, rows[doubt], own[doubt], pool, k, np.float64)
    return indices, squares


def exact(Q: np.ndarray, X: np.ndarray, k: int, same: bool) -> Generator[float, None, Found]:
    """Yields the share done; returns the neighbors of each row of Q among X; `same` when Q is X and rows leave themselves out. O(m n d)."""
    pool = Pool(X)
    indices, squares = np.empty((len(Q), k), np.int32), np.empty((len(Q), k), Q.dtype)
    for rows in spans(len(Q), len(X), k):
        yield rows[0] / len(Q)
        own = rows if same else np.full(len(rows), -1)
        indices[rows], squares[rows] = search(Q, rows, own, pool, k)
    return indices, squares
