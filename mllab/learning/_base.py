"""The contract of every kind of fit: knobs in, predictions for a whole row of complexities out, for many training sets at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.params import Params


@dataclass(frozen=True)
class Fit(Params):
    """Base of every kind of fit.

    turned  what makes it simpler or richer, in words: "degree", "neighbors"
    richer  whether a greater value is the richer fit
    log     whether the values are spread by ratios
    """

    turned: ClassVar[str] = ""
    richer: ClassVar[bool] = True
    log: ClassVar[bool] = False

    def grid(self, n: int) -> tuple[float, ...]:
        """The values that are turned through, for n training points."""
        raise NotImplementedError

    def predict(self, x: np.ndarray, y: np.ndarray, at: np.ndarray, values: Sequence[float]) -> np.ndarray:
        """(c, r, m) predictions at the places `at` (m,) of the fits to r training sets, x (r, n) or (1, n) where all have the same places, y (r, n), for c values.

        All places lie in [0, 1].
        """
        raise NotImplementedError
