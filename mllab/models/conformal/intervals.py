"""Intervals for numbers that hold the truth as often as they say."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mllab.models.conformal._quantile import bound

FLOOR = 1e-3  # of the mean size of an error: the least that is expected of a row, so that none gets an interval of no width
TREES = 100


@dataclass(frozen=True, eq=False)
class Intervals:
    """What is added to and taken from a prediction: `reach` times how large an error is expected, 1 for all rows where `expected` is None."""

    coverage: float
    reach: float
    expected: Any = field(default=None, repr=False)

    def around(self, predicted: np.ndarray, X: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """(n,) lower and upper ends for predictions (n,), of rows X (n, d) where the width depends on the row."""
        width = np.full(len(predicted), self.reach)
        if self.expected is not None and X is not None:
            width = self.reach * self.expected(X)
        return predicted - width, predicted + width


def intervals(y: np.ndarray, predicted: np.ndarray, coverage: float) -> Intervals:
    """Intervals of one width from rows that the model has not learned from: the absolute errors' bound (Vovk et al. 2005; Lei et al. 2018).

    With out-of-fold predictions this is cross-conformal prediction (Vovk 2015), whose coverage is not proved but close in practice; measure it. As wide for an
    easy row as for a hard one. O(n).
    """
    return Intervals(coverage, bound(np.abs(y - predicted), coverage))


def expected_error(X: np.ndarray, y: np.ndarray, predicted: np.ndarray, seed: int = 0) -> tuple[Any, np.ndarray]:
    """How large an error is to be expected, by a forest on the absolute errors of rows X (n, d): the function of new rows, and (n,) for these out of the bag."""
    from sklearn.ensemble import RandomForestRegressor

    errors = np.abs(y - predicted)
    floor = FLOOR * float(errors.mean()) or 1e-12
    forest = RandomForestRegressor(TREES, min_samples_leaf=10, max_features=0.5, oob_score=True, random_state=seed).fit(X, errors)
    own = np.nan_to_num(forest.oob_prediction_, nan=float(errors.mean()))
    return lambda new: np.maximum(forest.predict(new), floor), np.maximum(own, floor)


def normalized(y: np.ndarray, predicted: np.ndarray, expected: np.ndarray, coverage: float, of_new: Any = None) -> Intervals:
    """Intervals as wide as the error that is `expected` (n,) of a row: the bound of error over expected error (Papadopoulos et al. 2008; Lei et al. 2018, section 5.2).

    `of_new` gives the expected error of new rows X (n, d). Narrower where the model is good; useless where errors cannot be foreseen. O(n).
    """
    return Intervals(coverage, bound(np.abs(y - predicted) / expected, coverage), of_new)
