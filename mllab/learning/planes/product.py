"""A wave of the product."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.planes._plane import Plane
from mllab.params import knob


@dataclass(frozen=True)
class Product(Plane):
    """A wave along the product of both columns: neither of them alone says much.

    What adds up a curve for each column cannot follow it. O(1) a place.
    """

    name: ClassVar[str] = "wave of the product"
    source: ClassVar[str] = "Friedman 1991, the first term of his example"

    waves: float = knob(1.0, 0.5, 4.0, help="How many half waves there are from the lower left to the upper right corner.")

    def height(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return np.asarray(np.sin(np.pi * self.waves * x * y))

    def formula(self) -> str:
        return f"np.sin(np.pi * {self.waves!r} * x * y)"
