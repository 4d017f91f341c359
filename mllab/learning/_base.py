"""The contract of every kind of fit: knobs in, predictions for a whole row of complexities out, for many training sets at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.params import Params

DRAWN = {
    1: (200, 60_000),
    2: (100, 10_000),
}  # training sets for places on a line and in the plane, and how many points in all of them together


@dataclass(frozen=True)
class Fit(Params):
    """Base of every kind of fit.

    turned  what makes it simpler or richer, in words: "degree", "neighbors"
    richer  whether a greater value is the richer fit
    log     whether the values are spread by ratios
    calmer  what lowers its variance beside more data, in words
    """

    turned: ClassVar[str] = ""
    richer: ClassVar[bool] = True
    log: ClassVar[bool] = False
    calmer: ClassVar[str] = "a simpler fit"

    def grid(self, n: int, columns: int = 1) -> tuple[float, ...]:
        """The values that are turned through, for n training points of one or two columns."""
        raise NotImplementedError

    def rounds(self, n: int, columns: int = 1) -> int:
        """How many training sets of n points a page draws, so that it answers at once."""
        most, points = DRAWN[columns]
        return max(20, min(most, points // n))

    def predict(self, x: np.ndarray, y: np.ndarray, at: np.ndarray, values: Sequence[float], seed: int = 0) -> np.ndarray:
        """(c, r, m) predictions at the places `at` (m,) of the fits to r training sets, x (r, n) or (1, n) where all have the same places, y (r, n), for c values.

        All places lie in [0, 1], or in the unit square: x (r or 1, n, 2) and `at` (m, 2). `seed` is for fits that draw by themselves.
        """
        raise NotImplementedError


def rows(x: np.ndarray) -> np.ndarray:
    """Places (r, n) or (r, n, d) as (r, n, d)."""
    return x[..., None] if x.ndim == 2 else x


def apart(x: np.ndarray, at: np.ndarray) -> np.ndarray:
    """(r or 1, m, n) squared distances of training points x, (r or 1, n) or (r or 1, n, d), from the places `at`, (m,) or (m, d)."""
    if x.ndim == 2:
        return np.asarray((x[:, None, :] - at[None, :, None]) ** 2)
    return sum(((x[:, None, :, j] - at[None, :, None, j]) ** 2 for j in range(x.shape[2])), np.zeros(()))
