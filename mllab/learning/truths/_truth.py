"""The contract of every truth."""

from dataclasses import dataclass

import numpy as np

from mllab.params import Params


@dataclass(frozen=True)
class Truth(Params):
    """Base of every truth: a function of places in [0, 1], of about unit size."""

    def __call__(self, x: np.ndarray) -> np.ndarray:
        """The true values at x, of the same shape. O(size of x)."""
        raise NotImplementedError

    def formula(self) -> str:
        """The function as NumPy code of `x`."""
        raise NotImplementedError
