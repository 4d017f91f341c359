"""The exact search of `_exact` as PyTorch writes it, for a GPU: one product, the best of it, and these measured again by differences."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mllab.neighbors._exact import Found, rounding, shifted

if TYPE_CHECKING:
    from torch import Tensor

BLOCK_NUMBERS = 200_000_000  # of scores, or of gathered columns, held at once: under a gigabyte in single precision


@dataclass(frozen=True, eq=False)
class Pool:
    """Rows of Q that search and rows of X that are searched among, as given and moved to the middle of X, with squared lengths of the latter.

    `same` when Q is X and rows leave themselves out.
    """

    Q: "Tensor"
    X: "Tensor"
    q: "Tensor"
    x: "Tensor"
    norms: "Tensor"
    same: bool


def exact(Q: np.ndarray, X: np.ndarray, k: int, same: bool, device: str) -> Generator[float, None, Found]:
    """Yields the share done; returns (neighbors (m, k) int32, squared distances (m, k)) as `_exact.exact` does. O(m n d)."""
    pools: dict[type, Pool] = {np.float32: _pool(Q, X, same, np.float32, device)}
    (m, d), n = Q.shape, len(X)
    keep = min(k + 8 + k // 8, n - same)
    size = max(1, min(8192, BLOCK_NUMBERS // max(n, keep * d)))
    indices, squares = np.empty((m, k), np.int32), np.empty((m, k), Q.dtype)
    for first in range(0, m, size):
        yield first / m
        rows = np.arange(first, min(first + size, m))
        found, far, sure = _search(pools[np.float32], rows, k, keep)
        indices[rows], squares[rows] = found, far
        if not sure.all():
            if np.float64 not in pools:
                pools[np.float64] = _pool(Q, X, same, np.float64, device)
            doubt = rows[~sure]
            indices[doubt], squares[doubt], _ = _search(pools[np.float64], doubt, k, keep)
    return indices, squares


def _pool(Q: np.ndarray, X: np.ndarray, same: bool, kind: type, device: str) -> Pool:
    import torch

    middle = X.mean(axis=0, dtype=np.float64)
    moved = torch.from_numpy(shifted(X, middle, kind)).to(device)
    norms = (moved * moved).sum(dim=1) * (1 - rounding(X.shape[1], kind))
    given = torch.tensor(X, device=device)
    if same:
        return Pool(given, given, moved, moved, norms, True)
    return Pool(torch.tensor(Q, device=device), given, torch.from_numpy(shifted(Q, middle, kind)).to(device), moved, norms, False)


def _search(pool: Pool, rows: np.ndarray, k: int, keep: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Neighbors (b, k) and squared distances (b, k) of Q[rows], and where (b,) no rounding can have hidden a nearer row."""
    import torch

    at = torch.from_numpy(rows).to(pool.X.device)
    q = pool.q[at]
    scores = torch.addmm(pool.norms, q, pool.x.T, alpha=-2)
    if pool.same:
        scores[torch.arange(len(rows), device=at.device), at] = torch.inf
    best, picked = scores.topk(keep, dim=1, largest=False)
    picked = picked.sort(dim=1).values  # ties by row number
    far = (pool.Q[at][:, None] - pool.X[picked]).square().sum(dim=2)
    far, order = far.sort(dim=1, stable=True)
    far, found = far[:, :k], picked.gather(1, order[:, :k])
    if keep == len(pool.X) - pool.same:
        sure = np.ones(len(rows), bool)
    else:
        lengths = q.double().square().sum(dim=1) * (1 - rounding(q.shape[1], np.float32))
        least = (best[:, -1] + lengths).clamp(min=0)  # no row that was not picked is nearer than this
        sure = (least >= far[:, -1] * (1 - 1e-6)).cpu().numpy()
    return found.to(torch.int32).cpu().numpy(), far.cpu().numpy(), sure
