"""Two round clouds."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.neurons.points._points import Points


@dataclass(frozen=True)
class Gauss(Points):
    """Two round clouds, one of each class: a straight line is all it takes.

    With noise they widen until they overlap, and then no line and no network is right. O(1) a point.
    """

    name: ClassVar[str] = "gauss"
    source: ClassVar[str] = "Smilkov, Carter, Sculley, Viégas & Wattenberg 2017 (TensorFlow Playground)"

    def draw(self, n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        y = np.where(np.arange(n) < (n + 1) // 2, 1.0, -1.0)
        variance = 0.5 + 3.5 * self.share / 0.5  # from 0.5 without noise to 4 at 50 percent
        return 2 * y[:, None] + rng.normal(0, np.sqrt(variance), (n, 2)), y
