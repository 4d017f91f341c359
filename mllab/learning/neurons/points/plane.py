"""A slope."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.neurons.points._points import REACH, Points, strayed


@dataclass(frozen=True)
class Plane(Points):
    """The answer grows evenly from one corner to the opposite: a single linear neuron knows it.

    Noise makes neighbors differ. O(1) a point.
    """

    name: ClassVar[str] = "plane"
    source: ClassVar[str] = "Smilkov, Carter, Sculley, Viégas & Wattenberg 2017 (TensorFlow Playground)"
    problem: ClassVar[str] = "regression"
    usual: ClassVar[int] = 1200

    def draw(self, n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        places = rng.uniform(-REACH, REACH, (n, 2))
        return places, strayed(rng, places, REACH, self.share).sum(axis=1) / 10
