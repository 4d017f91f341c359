"""A disc inside a ring."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.neurons.points._points import Points, ring, strayed

RADIUS = 5.0


@dataclass(frozen=True)
class Circle(Points):
    """One class is a disc, the other a ring around it: no straight line parts them.

    With noise, points near the gap tell the wrong class. O(1) a point.
    """

    name: ClassVar[str] = "circle"
    source: ClassVar[str] = "Smilkov, Carter, Sculley, Viégas & Wattenberg 2017 (TensorFlow Playground)"

    def draw(self, n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        half = (n + 1) // 2
        places = np.concatenate([ring(rng, half, 0, RADIUS / 2), ring(rng, n - half, 0.7 * RADIUS, RADIUS)])
        told = strayed(rng, places, RADIUS, self.share)
        return places, np.where(np.hypot(*told.T) < RADIUS / 2, 1.0, -1.0)
