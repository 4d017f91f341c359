"""Pictures from a square table of squared distances: what classical MDS, MDS and Isomap share."""

from typing import Literal

import numpy as np

from mllab.errors import DataError

Metric = Literal["euclidean", "manhattan", "cosine", "precomputed"]


def distances(X: np.ndarray, metric: Metric, who: str) -> np.ndarray:
    """All distances (n, n) float64 between the rows of X; with "precomputed", X is that table. O(n^2 d).

    Raises DataError when a precomputed table is not square, symmetric, zero on its diagonal and free of negative numbers.
    """
    from sklearn.metrics import pairwise_distances

    if metric != "precomputed":
        return pairwise_distances(np.asarray(X, np.float64), metric=metric)
    D = np.asarray(X, np.float64)
    if D.shape[0] != D.shape[1]:
        raise DataError(
            f"{who} with metric='precomputed' needs a square table of distances, got {D.shape[0]} rows and {D.shape[1]} columns. "
            "Choose another metric when the columns are measurements."
        )
    if not np.allclose(D, D.T, rtol=1e-4) or (D < 0).any() or np.diag(D).any():
        raise DataError(f"{who} needs distances that are alike both ways, not negative and zero from a row to itself. Mend the table.")
    return D


def spectrum(squared: np.ndarray, m: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Positions (n, m) whose inner products come closest to the doubly centred `squared` (n, n), and the m largest eigenvalues.

    Signs as scikit-learn's: the largest position in size on every axis is positive. Lanczos, O(n^2 m), and O(n^3) when n is small.
    Source: Torgerson 1952; Gower 1966.
    """
    B = squared - squared.mean(axis=0)
    B -= B.mean(axis=1, keepdims=True)
    B *= -0.5
    values, vectors = _leading((B + B.T) / 2, m, seed)
    vectors *= np.sign(vectors[np.abs(vectors).argmax(axis=0), range(vectors.shape[1])])
    return vectors * np.sqrt(np.maximum(values, 0)), values


def _leading(B: np.ndarray, m: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The m algebraically largest eigenvalues, falling, and their vectors."""
    from scipy.linalg import eigh
    from scipy.sparse.linalg import ArpackError, eigsh

    n = len(B)
    values = None
    if n > 200:
        try:
            values, vectors = eigsh(B, k=m, which="LA", v0=np.random.default_rng(seed).uniform(-1, 1, n))
        except ArpackError:  # many equal eigenvalues: the whole of it is slower and safe
            values = None
    if values is None:
        values, vectors = eigh(B, subset_by_index=[n - m, n - 1])
    order = np.argsort(values)[::-1]
    return values[order], vectors[:, order]


def beside(likeness: np.ndarray, mean: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """Positions (m, k) float32 of new rows by their inner products `likeness` (m, n) with the n fitted rows.

    `mean` (n,) is the mean likeness of every fitted row to the others (the fitted table's column means). O(m n k).
    Source: Gower 1968; Bengio et al. 2003.
    """
    positions = np.asarray(positions, np.float64)
    centred = likeness - mean - likeness.mean(axis=1, keepdims=True) + mean.mean()
    sizes = (positions**2).sum(axis=0)
    real = sizes > 1e-10 * sizes.max(initial=0)  # what is less is rounding, and would be blown up
    return np.ascontiguousarray(centred @ (positions / np.where(real, sizes, np.inf)), dtype=np.float32)


def between(new: np.ndarray, X: np.ndarray, metric: Metric, who: str) -> np.ndarray:
    """Distances (m, n) from new rows to the rows of X; with "precomputed", `new` is that table."""
    from sklearn.metrics import pairwise_distances

    new = np.asarray(new, np.float64)
    if new.ndim != 2 or new.shape[1] != X.shape[1]:
        wanted = "distances to the fitted rows" if metric == "precomputed" else "columns"
        raise DataError(f"{who} needs new rows with {X.shape[1]} {wanted}, got an array of shape {new.shape}.")
    return new if metric == "precomputed" else pairwise_distances(new, np.asarray(X, np.float64), metric=metric)
