"""Conformal prediction: intervals and sets with a coverage that is chosen, from rows that the model has not learned from.

>>> found = intervals(y, predicted, coverage=0.9)           # out-of-fold predictions (n,) for numbers y (n,)
>>> low, high = found.around(predicted_of_new_rows)
>>> inside = sets(P_of_new_rows, threshold(P, y, 0.9))      # (m, k) classes that cannot be ruled out
>>> measured(abs(y - predicted), folds, 0.9).coverage       # as it turned out, fold by fold
"""

from mllab.models.conformal._quantile import bound
from mllab.models.conformal.intervals import Intervals, expected_error, intervals, normalized
from mllab.models.conformal.measured import Measured, measured
from mllab.models.conformal.sets import ABOUT, Score, scores, sets, threshold

__all__ = [
    "ABOUT",
    "Intervals",
    "Measured",
    "Score",
    "bound",
    "expected_error",
    "intervals",
    "measured",
    "normalized",
    "scores",
    "sets",
    "threshold",
]
