"""A wave."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.truths._truth import Truth
from mllab.params import knob


@dataclass(frozen=True)
class Sine(Truth):
    """Smooth and equally curved everywhere: the truth of most textbooks.

    Kind to polynomials, unkind to trees. O(1) a place.
    """

    name: ClassVar[str] = "sine"
    source: ClassVar[str] = "Bishop 2006, figure 1.2"

    waves: float = knob(1.0, 0.5, 4.0, help="How many waves there are from 0 to 1.")

    def __call__(self, x: np.ndarray) -> np.ndarray:
        return np.sin(2 * np.pi * self.waves * x)

    def formula(self) -> str:
        return f"np.sin(2 * np.pi * {self.waves!r} * x)"
