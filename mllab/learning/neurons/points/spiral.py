"""Two spirals in each other."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.neurons.points._points import Points


@dataclass(frozen=True)
class Spiral(Points):
    """Two spirals wound into each other: hard for a network that is given the coordinates alone.

    With noise the arms touch. O(1) a point.
    """

    name: ClassVar[str] = "spiral"
    source: ClassVar[str] = "Lang & Witbrock 1988; as in TensorFlow Playground (Smilkov and others 2017)"

    def draw(self, n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        half = (n + 1) // 2
        y = np.where(np.arange(n) < half, 1.0, -1.0)
        along = np.concatenate([np.arange(half), np.arange(n - half)]) / (n / 2)
        angle = 1.75 * along * 2 * np.pi + np.where(y > 0, 0, np.pi)
        places = 5 * along[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
        return places + rng.uniform(-1, 1, (n, 2)) * self.share, y
