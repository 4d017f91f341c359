"""Columns as penalized splines: a ridge penalty on these features is a penalty on how much each curve bends."""

from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.preprocessing import SplineTransformer
from sklearn.utils.validation import check_is_fitted, validate_data

CURVED = 4  # columns with fewer values than this are taken as they are: two or three points make no curve
# Straight lines are stretched by this, and so penalized a million times less than bends: as good as free.
FREE = 1000.0


class PenalizedSplines(TransformerMixin, BaseEstimator):
    """Each column as a straight line and the bends of a cubic spline, so that sum(weights^2) of the bends is |D2 b|^2 of the spline.

    b are the B-spline's coefficients on equidistant knots and D2 their second differences (Eilers & Marx 1996): with D2 = U S V', the
    features are B V / S. Outside the range that was seen a curve goes on straight. O(n d pieces^2).
    """

    def __init__(self, pieces: int = 10) -> None:
        self.pieces = pieces

    def fit(self, X: np.ndarray, y: Any = None) -> Self:
        """Learn the range of every column and which are curved."""
        X = validate_data(self, X, dtype=np.float64)
        self.middle_ = X.mean(axis=0)
        spread = X.std(axis=0)
        self.scale_ = np.where(spread > 0, FREE / np.where(spread > 0, spread, 1), 0.0)
        self.curved_ = np.flatnonzero([len(np.unique(column)) >= CURVED for column in X.T])
        if len(self.curved_):
            self.splines_ = SplineTransformer(n_knots=self.pieces + 1, extrapolation="linear").fit(X[:, self.curved_])
        self.bends_ = _bends(self.pieces + 3)
        return self

    def transform(self, X: np.ndarray) -> np.ndarray:
        """(n, d + curved * (pieces + 1)) features."""
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, reset=False)
        lines = (X - self.middle_) * self.scale_
        if not len(self.curved_):
            return lines
        basis = self.splines_.transform(X[:, self.curved_]).reshape(len(X), len(self.curved_), -1)
        return np.hstack([lines, (basis @ self.bends_).reshape(len(X), -1)])


def _bends(count: int) -> np.ndarray:
    """(count, count - 2) weights by which `count` B-splines are combined: coefficients b whose |D2 b|^2 is the squared length of the weights."""
    D2 = np.diff(np.eye(count), n=2, axis=0)
    _, lengths, directions = np.linalg.svd(D2, full_matrices=False)
    made: np.ndarray = directions.T / lengths
    return made
