"""The neighbors that a picture lost, row by row, for as many rows as there are: to be put on the colour."""

import numpy as np

from mllab.errors import DataError
from mllab.learner import finite
from mllab.neighbors import Metric, nearest

PART = 8192


def lost(X: np.ndarray, positions: np.ndarray, k: int = 10, metric: Metric = "euclidean") -> np.ndarray:
    """(n,) float32: the share of each row's k nearest neighbors in X (n, d) that are not among its k nearest in positions (n, m).

    The same as `Quality.lost`, but for every row also where only a sample is judged. Neighbors in X are those of `mllab.neighbors`, mostly
    kept from making the picture; in the picture O(n log n + n k^2). Raises DataError for arrays that do not belong together, or k not in 1..n-1.
    """
    positions = finite(positions, "Judging a picture")
    if len(X) != len(positions):
        raise DataError(f"A picture has a place for every row: got {len(X):,} rows and {len(positions):,} places.")
    there, here = nearest(X, k, metric).indices, _drawn(positions, k)
    kept = np.empty(len(there), np.float32)
    for start in range(0, len(there), PART):
        part = slice(start, start + PART)
        kept[part] = (there[part, :, None] == here[part, None, :]).any(axis=2).sum(axis=1) / k
    return 1 - kept


def _drawn(positions: np.ndarray, k: int) -> np.ndarray:
    """The k nearest (n, k) in the picture, by a tree over its two or three axes; not by `nearest`, which would keep what is soon out of date."""
    from scipy.spatial import KDTree

    found = KDTree(positions).query(positions, k + 1, workers=-1)[1]
    own = found == np.arange(len(found))[:, None]
    own[~own.any(axis=1), -1] = True  # of many rows in one place the row itself may not be among the first
    return found[~own].reshape(len(found), k)
