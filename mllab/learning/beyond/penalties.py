"""Regularization paths: how weights grow from nothing while a penalty is let go, and where new rows are predicted best."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from mllab.errors import DataError

FOLDS = 5
STEPS = 60


@dataclass(frozen=True, eq=False)
class Path:
    """Weights of standardized columns over penalties, from strong to weak.

    penalties  (c,), `weights` (c, p) in units of the answer per standard deviation of a column
    degrees    (c,) effective degrees of freedom: the trace of the hat matrix for ridge, the number of columns in for the lasso (Zou, Hastie & Tibshirani 2007)
    error      (folds, c) mean squared error on rows left out
    """

    penalties: np.ndarray
    weights: np.ndarray = field(repr=False)
    degrees: np.ndarray
    error: np.ndarray = field(repr=False)

    @property
    def best(self) -> int:
        """The penalty with the least error on rows left out."""
        return int(self.error.mean(axis=0).argmin())


def ridge_path(X: np.ndarray, y: np.ndarray, seed: int = 0) -> Path:
    """All penalties by one singular value decomposition: sum of squares + penalty x squared length (Hoerl & Kennard 1970). O(n p²)."""
    Z, centered = _standard(X, y)
    n = len(Z)
    penalties = np.geomspace(1e4, 1e-3, STEPS) * n / 100

    def fit(A: np.ndarray, b: np.ndarray) -> np.ndarray:
        U, s, Vt = np.linalg.svd(A, full_matrices=False)
        shrunk = s / (s**2 + penalties[:, None] * len(A) / n)
        found: np.ndarray = (shrunk * (U.T @ b)) @ Vt
        return found

    s = np.linalg.svd(Z, compute_uv=False)
    degrees = (s**2 / (s**2 + penalties[:, None])).sum(axis=1)
    return Path(penalties, fit(Z, centered), degrees, _left_out(Z, centered, fit, seed))


def lasso_path(X: np.ndarray, y: np.ndarray, seed: int = 0) -> Path:
    """Penalties on the sum of absolute weights, which leave columns out (Tibshirani 1996): sum of squares / 2n + penalty x sum. By scikit-learn's coordinate descent."""
    from sklearn.linear_model import lasso_path as path

    Z, centered = _standard(X, y)
    greatest = float(np.abs(Z.T @ centered).max()) / len(Z)
    penalties = np.geomspace(max(greatest, 1e-12), max(greatest, 1e-12) * 1e-3, STEPS)

    def fit(A: np.ndarray, b: np.ndarray) -> np.ndarray:
        found: np.ndarray = path(A, b, alphas=penalties, max_iter=5_000)[1].T
        return found

    weights = fit(Z, centered)
    return Path(penalties, weights, (weights != 0).sum(axis=1).astype(float), _left_out(Z, centered, fit, seed))


def _standard(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Columns of mean 0 and variance 1 (those without any stay 0), and the centered answer; DataError for too few rows."""
    X, y = np.asarray(X, float), np.asarray(y, float)
    if len(X) < 2 * FOLDS or X.shape[1] == 0 or not (np.isfinite(X).all() and np.isfinite(y).all()):
        raise DataError(f"A path needs at least {2 * FOLDS} rows and a column, all finite; got {X.shape[0]} x {X.shape[1]}.")
    spread = X.std(axis=0)
    return (X - X.mean(axis=0)) / np.where(spread > 0, spread, 1.0), y - y.mean()


def _left_out(Z: np.ndarray, y: np.ndarray, fit: Callable[[np.ndarray, np.ndarray], np.ndarray], seed: int) -> np.ndarray:
    """(folds, c) errors on each fold of weights that were learned from the others."""
    place = np.random.default_rng(seed).permutation(len(Z)) % FOLDS
    found = []
    for fold in range(FOLDS):
        kept = place != fold
        middle, mean = Z[kept].mean(axis=0), y[kept].mean()
        weights = fit(Z[kept] - middle, y[kept] - mean)
        found.append((((Z[~kept] - middle) @ weights.T + mean - y[~kept, None]) ** 2).mean(axis=0))
    return np.array(found)
