"""Hills and hollows."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.neurons.points._points import REACH, Points, strayed

# Tops and bottoms: x, y, and which of the two.
SPOTS = np.array([[-4, 2.5, 1], [0, 2.5, -1], [4, 2.5, 1], [-4, -2.5, -1], [0, -2.5, 1], [4, -2.5, -1]])


@dataclass(frozen=True)
class Hills(Points):
    """Three hills and three hollows in a plain, each a cone of radius 2: the answer is the height.

    Between them the plain is flat, which smooth neurons find hard. O(1) a point.
    """

    name: ClassVar[str] = "hills"
    source: ClassVar[str] = "Smilkov, Carter, Sculley, Viégas & Wattenberg 2017 (TensorFlow Playground's multi gaussian)"
    problem: ClassVar[str] = "regression"
    usual: ClassVar[int] = 1200

    def draw(self, n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        places = rng.uniform(-REACH, REACH, (n, 2))
        away = np.linalg.norm(strayed(rng, places, REACH, self.share)[:, None] - SPOTS[:, :2], axis=2)
        height = SPOTS[:, 2] * np.clip(1 - away / 2, 0, 1)
        return places, height[np.arange(n), np.abs(height).argmax(axis=1)]
