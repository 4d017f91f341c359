"""Two valleys along a line."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.descent.surfaces._surface import Place, Surface
from mllab.params import knob


@dataclass(frozen=True)
class TwoValleys(Surface):
    """Two valleys over one variable, the left one deeper.

    Whoever starts at the right ends in the right one, unless it has speed enough for the hill. O(1) a place.
    """

    name: ClassVar[str] = "two valleys (1-D)"
    source: ClassVar[str] = "Polyak 1964 (why a heavy ball)"
    begin: ClassVar[Place] = (2.0,)

    tilt: float = knob(0.15, 0.0, 0.35, help="How much deeper the left valley is.")

    def formula(self) -> str:
        return f"0.25*x^4 - 0.5*x^2 + {self.tilt!r}*x"

    @property
    def extent(self) -> tuple[tuple[float, float], ...]:
        return ((-2.2, 2.2),)

    @property
    def minima(self) -> tuple[Place, ...]:
        return ((float(np.sort(np.roots([1, 0, -1, self.tilt]).real)[0]),),) if self.tilt else ((-1.0,), (1.0,))
