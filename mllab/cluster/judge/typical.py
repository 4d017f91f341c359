"""Typical rows: the medoids of each group."""

import numpy as np

from mllab.cluster._base import NOISE
from mllab.cluster._whole import sample_rows

MOST = 1_000


def typical(X: np.ndarray, labels: np.ndarray, count: int = 3, seed: int = 0) -> dict[int, np.ndarray]:
    """Per group the positions of its `count` most central rows: smallest summed distance to the group (Kaufman & Rousseeuw 1987).

    In groups above 1,000 rows the centrality is measured within a seeded sample. O(k 1000^2 d).
    """
    return {int(label): _central(X, np.flatnonzero(labels == label), count, seed) for label in np.unique(labels) if label != NOISE}


def _central(X: np.ndarray, members: np.ndarray, count: int, seed: int) -> np.ndarray:
    members = members[sample_rows(len(members), MOST, seed)]
    rows = (X[members] - X[members].mean(axis=0)).astype(np.float64)
    squares = (rows**2).sum(axis=1)
    apart = np.sqrt(np.maximum(squares[:, None] + squares - 2 * rows @ rows.T, 0))
    return members[np.argsort(apart.sum(axis=1), kind="stable")[:count]]
