"""Coverage as it turns out: each fold is judged by a bound from the others."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from mllab.models.conformal._quantile import bound
from mllab.models.explain._intervals import wilson


@dataclass(frozen=True, eq=False)
class Measured:
    """Share of rows whose truth was covered, with its 95 % interval, and per fold (j,)."""

    coverage: float
    low: float
    high: float
    rows: int
    folds: np.ndarray = field(repr=False)


def measured(strange: np.ndarray, folds: Sequence[np.ndarray], coverage: float) -> Measured:
    """Coverage of conformal prediction by the scores `strange` (n,) of the true answers: for each of `folds` (positions) the bound comes from all others. O(j n)."""
    hits, of, each = 0, 0, []
    for fold in folds:
        rest = np.setdiff1d(np.concatenate(list(folds)), fold)
        inside = strange[fold] <= bound(strange[rest], coverage)
        hits, of = hits + int(inside.sum()), of + len(fold)
        each.append(float(inside.mean()))
    low, high = wilson(np.array(hits), np.array(of))
    return Measured(hits / of, float(low), float(high), of, np.array(each))
