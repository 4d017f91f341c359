"""A radius for DBSCAN: the knee in the distances to the k-th neighbor."""

from dataclasses import dataclass

import numpy as np

from mllab.cluster._base import ordinal
from mllab.cluster._whole import sample_rows
from mllab.cluster.judge.elbow import knee
from mllab.learner import finite

MOST = 20_000


@dataclass(frozen=True, eq=False)
class Radius:
    """`distances` (m,) to the neighbor that completes `min_points`, sorted; `eps` is proposed where they begin to shoot up."""

    distances: np.ndarray
    eps: float
    said: str


def radius(X: np.ndarray, min_points: int = 5, metric: str = "euclidean", seed: int = 0, most: int = MOST) -> Radius:
    """Propose eps from the sorted k-distance plot (Ester, Kriegel, Sander & Xu 1996, section 4.2), its knee by Kneedle, to two digits.

    Of more than `most` rows a sample asks for its neighbors among all. O(m log n) with an index, O(m n) in many columns.
    """
    from sklearn.neighbors import NearestNeighbors

    X = finite(X, "The k-distance plot")
    asking = X[sample_rows(len(X), most, seed)]
    index = NearestNeighbors(n_neighbors=min(min_points, len(X)), metric=metric).fit(X)
    distances = np.sort(index.kneighbors(asking)[0][:, -1]).astype(np.float64)
    eps = float(f"{distances[knee(distances)] or distances[-1] or 0.01:.2g}")
    return Radius(distances, eps, f"The knee of the distances to the {ordinal(min_points)} point lies at {eps:g}.")
