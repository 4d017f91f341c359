"""A straight line."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.truths._truth import Truth
from mllab.params import knob


@dataclass(frozen=True)
class Line(Truth):
    """A straight line: whatever bends fits only noise.

    The simplest fit that can be right is right, and everything richer pays for it. O(1) a place.
    """

    name: ClassVar[str] = "line"
    source: ClassVar[str] = "Galton 1886"

    slope: float = knob(2.0, -4.0, 4.0, help="How much it rises from 0 to 1.")

    def __call__(self, x: np.ndarray) -> np.ndarray:
        return self.slope * (np.asarray(x) - 0.5)

    def formula(self) -> str:
        return f"{self.slope!r} * (x - 0.5)"
