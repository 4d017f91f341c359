"""A checkerboard."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.planes._plane import Plane
from mllab.params import knob


@dataclass(frozen=True)
class Checkerboard(Plane):
    """Flat squares with jumps between them, up and down in turn.

    Kind to trees once they have found the first cut, which lowers no error at all; what is smooth rounds the edges. O(1) a place.
    """

    name: ClassVar[str] = "checkerboard"
    source: ClassVar[str] = "after Ho & Kleinberg 1996"

    squares: int = knob(3, 2, 8, help="How many squares there are along a side.")

    def height(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        across, up = (np.floor(np.clip(side, 0, 1 - 1e-12) * self.squares) for side in (x, y))
        return np.where((across + up) % 2 == 0, -1.0, 1.0)

    def formula(self) -> str:
        each = (f"np.floor(np.clip({side}, 0, 1 - 1e-12) * {self.squares})" for side in ("x", "y"))
        return f"np.where(({' + '.join(each)}) % 2 == 0, -1.0, 1.0)"
