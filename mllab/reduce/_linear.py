"""Reducers whose axes are weighted sums of the columns: new rows are placed, and positions led back, by one product."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.errors import DataError
from mllab.learner import finite
from mllab.reduce._base import Reduction
from mllab.reduce._sklearn import Wrapped


def newcomers(new: np.ndarray, columns: int, who: str) -> np.ndarray:
    """New rows as a finite (m, d) array; DataError when they have other columns than the fitted ones."""
    new = finite(new, who)
    if new.shape[1] != columns:
        raise DataError(f"{who} was fitted to {columns} columns, the new rows have {new.shape[1]}. Give them the same columns.")
    return new


def weights(fitted: Reduction, who: str) -> tuple[np.ndarray, np.ndarray]:
    """Loadings (d, m) and middle (d,) of a fitted picture; DataError where it has none."""
    if fitted.loadings is None or fitted.middle is None:
        raise DataError(f"This picture of {who} has no loadings (all of its rows may be alike): it cannot place other rows.")
    return fitted.loadings, fitted.middle


@dataclass(frozen=True)
class Linear(Wrapped):
    """positions = (X - middle) @ loadings."""

    places: ClassVar[bool] = True

    def place(self, new: np.ndarray, X: np.ndarray, fitted: Reduction) -> np.ndarray:
        """Positions (m, k) of new rows (m, d). O(m d k)."""
        loadings, middle = weights(fitted, self.name)
        return np.ascontiguousarray((newcomers(new, len(middle), self.name) - middle) @ loadings, dtype=np.float32)

    def inverse(self, positions: np.ndarray, fitted: Reduction) -> np.ndarray:
        """The rows (m, d) of least size that lie at `positions` (m, k): what a place in the picture stands for. O(m d k)."""
        loadings, middle = weights(fitted, self.name)
        return positions @ np.linalg.pinv(loadings) + middle


@dataclass(frozen=True)
class Mixture(Wrapped):
    """X is about middle + positions @ loadings.T: the loadings say how columns are made of the axes, not the axes of columns."""

    places: ClassVar[bool] = True

    def inverse(self, positions: np.ndarray, fitted: Reduction) -> np.ndarray:
        """The rows (m, d) that the model makes of `positions` (m, k). O(m d k)."""
        loadings, middle = weights(fitted, self.name)
        return positions @ loadings.T + middle
