"""A map of the rows, to be asked point by point: each point is taken for a mixture of the rows that lie around it."""

import numpy as np

from mllab.errors import DataError
from mllab.models.task import Fold
from mllab.models.tune._boundary import Axis, Plane, stops

AROUND = 8  # rows whose mixture a point is
NAMES = ("the map, across", "the map, up")


def over_map(X: np.ndarray, positions: np.ndarray, fold: Fold) -> Plane:
    """The map `positions` (n, 2), NaN for rows that are not on it, of encoded rows X (n, d); its cells are rows between those that are learned from.

    A map that is not linear has no way back. A point is answered as the mean of the 8 rows nearest to it on the map, weighed by one over their
    squared distance (Shepard 1968), as maps of classifiers are drawn (Rodrigues, Espadoto, Hirata & Telea 2019). `share` is the part of the
    spread of the rows that judge which comes back so from where they lie: where it is low, what is said of a row may be another than the colour
    beneath. O((cells + n) log n). Raises DataError where fewer rows are on the map.
    """
    from scipy.spatial import cKDTree

    known = np.isfinite(positions).all(axis=1)
    learned, judged = (rows[known[rows]] for rows in (fold.train, fold.valid))
    if len(learned) < AROUND:
        raise DataError(f"A map to be asked needs {AROUND} rows that are learned from, and {len(learned)} are on it. Bring more rows.")
    tree = cKDTree(positions[learned])
    across, up = (Axis(name, positions[:, j].astype(np.float64), stops(positions[learned, j], name)) for j, name in enumerate(NAMES))
    points = np.column_stack([np.tile(across.stops, len(up.stops)), np.repeat(up.stops, len(across.stops))])
    back = _between(tree, X[learned], positions[judged])
    spread = ((X[judged] - X[learned].mean(axis=0)) ** 2).sum()
    share = 1 - ((X[judged] - back) ** 2).sum() / spread if spread else 1.0
    return Plane(across, up, X, _between(tree, X[learned], points), float(np.clip(share, 0, 1)))


def _between(tree: "object", X: np.ndarray, points: np.ndarray) -> np.ndarray:
    """(p, d) the mixtures of the rows of X that lie around points (p, 2)."""
    far, rows = tree.query(points, k=AROUND)  # type: ignore[attr-defined]
    weights = 1 / np.maximum(far, 1e-9) ** 2
    weights /= weights.sum(axis=1, keepdims=True)
    found = np.zeros((len(points), X.shape[1]))
    for place in range(AROUND):  # one after another: all at once would take eight times the memory
        found += weights[:, place, None] * X[rows[:, place]]
    return found.astype(X.dtype)
