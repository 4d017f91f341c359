"""Rows that were not fitted get a group: by the method's own rule where it has one, else by their fitted neighbours."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mllab.cluster._base import Clustering
from mllab.errors import DataError
from mllab.learner import finite

BLOCK = 20_000
VOTERS = 5


@dataclass(frozen=True, eq=False)
class Assigned:
    """`labels` (m,) of new rows, and in `how` the rule that gave them."""

    labels: np.ndarray
    how: str


def assign(new: np.ndarray, X: np.ndarray, fitted: Clustering) -> Assigned:
    """The groups of the rows `new` (m, d), given the fit of X (n, d). In blocks: memory does not grow with m.

    A mixture gives the most probable component, centers the nearest one, everything else the majority among the
    5 nearest fitted rows (noise votes too; a tie goes to the nearest). O(m k d), or O(m log n) with an index for the vote.
    """
    new, X = finite(new, "Assigning"), finite(X, "Assigning")
    if new.shape[1] != X.shape[1]:
        raise DataError(f"The new rows have {new.shape[1]} columns, the fitted ones {X.shape[1]}. Encode both the same way.")
    if fitted.covariances is not None:
        return Assigned(_blocks(new, lambda rows: _most_probable(rows, fitted)), "the most probable component")
    if fitted.centers is not None:
        centers = fitted.centers
        return Assigned(_blocks(new, lambda rows: nearest(rows, centers)), "the nearest center")
    return Assigned(_vote(new, X, fitted.labels), f"a vote of the {min(VOTERS, len(X))} nearest fitted rows")


def nearest(X: np.ndarray, centers: np.ndarray) -> np.ndarray:
    """The index of the nearest center (k, d) for every row of X (n, d), by Euclidean distance."""
    middle = centers.mean(axis=0)
    rows, shifted = X - middle, centers - middle
    return np.argmin((shifted**2).sum(axis=1) - 2 * rows @ shifted.T, axis=1)


def _blocks(new: np.ndarray, rule: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    return np.concatenate([rule(new[start : start + BLOCK]) for start in range(0, len(new), BLOCK)])


def _most_probable(rows: np.ndarray, mixture: Clustering) -> np.ndarray:
    if mixture.centers is None or mixture.weights is None or mixture.covariances is None:
        raise DataError("A mixture without means and weights cannot assign rows.")
    return np.argmax(log_density(rows, mixture.centers, mixture.covariances) + np.log(mixture.weights), axis=1)


def log_density(X: np.ndarray, means: np.ndarray, covariances: np.ndarray) -> np.ndarray:
    """log N(x; mean, covariance) up to the same constant: (n, k). Covariances (k, d, d) full, (k, d) diagonal, (k,) spherical."""
    k, d = means.shape
    logs = np.empty((len(X), k))
    for j in range(k):
        away = X.astype(np.float64) - means[j]
        if covariances.ndim == 3:
            root = np.linalg.cholesky(covariances[j])
            away = np.linalg.solve(root, away.T).T
            logs[:, j] = -0.5 * (away**2).sum(axis=1) - np.log(np.diag(root)).sum()
        else:
            spread = np.broadcast_to(covariances[j], (d,))
            logs[:, j] = -0.5 * (away**2 / spread).sum(axis=1) - 0.5 * np.log(spread).sum()
    return logs


def _vote(new: np.ndarray, X: np.ndarray, labels: np.ndarray) -> np.ndarray:
    from sklearn.neighbors import NearestNeighbors

    index = NearestNeighbors(n_neighbors=min(VOTERS, len(X))).fit(X)
    return _blocks(new, lambda rows: _majority(labels[index.kneighbors(rows, return_distance=False)]))


def _majority(votes: np.ndarray) -> np.ndarray:
    """The most frequent label in each row of `votes` (m, v), nearest first; a tie goes to the one that comes first."""
    counts = (votes[:, :, None] == votes[:, None, :]).sum(axis=2)
    return votes[np.arange(len(votes)), counts.argmax(axis=1)]
