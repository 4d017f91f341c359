"""Two hills and a hollow."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.planes._plane import Plane
from mllab.params import knob

# height, the place of the top, and how many times wider than the knob it is along x and y
TERMS = ((0.75, 2 / 9, 2 / 9, 1.0, 1.0), (0.5, 7 / 9, 3 / 9, 0.75, 0.75), (-0.2, 4 / 9, 7 / 9, 0.5, 0.5))


@dataclass(frozen=True)
class Hills(Plane):
    """Two hills and a hollow, smooth and of different widths.

    No single smoothness fits all of them. O(1) a place.
    """

    name: ClassVar[str] = "hills"
    source: ClassVar[str] = "after Franke 1979"

    width: float = knob(0.25, 0.05, 0.6, unit="the side of the square", help="How wide the larger hill is.")

    def height(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return sum(
            (
                2 * high * np.exp(-(((x - across) / (wide * self.width)) ** 2) - ((y - up) / (deep * self.width)) ** 2)
                for high, across, up, wide, deep in TERMS
            ),
            np.zeros(np.shape(x)),
        )

    def formula(self) -> str:
        return " + ".join(
            f"{2 * high!r} * np.exp(-(((x - {across!r}) / {wide * self.width!r}) ** 2) - ((y - {up!r}) / {deep * self.width!r}) ** 2)"
            for high, across, up, wide, deep in TERMS
        )
