"""The contract of every truth."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.params import Params


@dataclass(frozen=True)
class Truth(Params):
    """Base of every truth: a function of places in [0, 1], of about unit size; of places in the unit square where `columns` is 2."""

    columns: ClassVar[int] = 1

    def __call__(self, x: np.ndarray) -> np.ndarray:
        """The true values at x (...), of the same shape; at places (..., 2) in the plane. O(size of x)."""
        raise NotImplementedError

    def formula(self) -> str:
        """The function as NumPy code of `x`, in the plane of `x` and `y`."""
        raise NotImplementedError
