"""The contract of every truth in the plane."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.truths import Truth


@dataclass(frozen=True)
class Plane(Truth):
    """Base of every truth in the plane: heights over the unit square."""

    columns: ClassVar[int] = 2

    def __call__(self, x: np.ndarray) -> np.ndarray:
        return self.height(x[..., 0], x[..., 1])

    def height(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The true values at x and y, of their shape."""
        raise NotImplementedError
