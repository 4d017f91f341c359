"""Opposite quarters of the square."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.neurons.points._points import Points, strayed

SIDE, GAP = 5.0, 0.3


@dataclass(frozen=True)
class ExclusiveOr(Points):
    """Opposite quarters are of one class, as in exclusive or: neither coordinate alone tells anything, their product all.

    With noise, points near the axes tell the wrong class. O(1) a point.
    """

    name: ClassVar[str] = "xor"
    source: ClassVar[str] = "Smilkov, Carter, Sculley, Viégas & Wattenberg 2017 (TensorFlow Playground); Minsky & Papert 1969"

    def draw(self, n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        places = rng.uniform(-SIDE, SIDE, (n, 2))
        places += np.where(places > 0, GAP, -GAP)
        return places, np.where(strayed(rng, places, SIDE, self.share).prod(axis=1) >= 0, 1.0, -1.0)
