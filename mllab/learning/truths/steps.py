"""Steps."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.truths._truth import Truth
from mllab.params import knob


@dataclass(frozen=True)
class Steps(Truth):
    """Flat pieces with jumps, up and down.

    Kind to trees; what is smooth rounds the edges or rings. O(1) a place.
    """

    name: ClassVar[str] = "steps"
    source: ClassVar[str] = "after Donoho & Johnstone 1994 (Blocks)"

    pieces: int = knob(4, 2, 12, help="How many flat pieces there are.")

    def __call__(self, x: np.ndarray) -> np.ndarray:
        return np.where(np.floor(np.clip(x, 0, 1 - 1e-12) * self.pieces) % 2 == 0, -1.0, 1.0)

    def formula(self) -> str:
        return f"np.where(np.floor(np.clip(x, 0, 1 - 1e-12) * {self.pieces}) % 2 == 0, -1.0, 1.0)"
