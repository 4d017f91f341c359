"""The contract of every set of points."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.params import Params, knob

REACH = 6.0  # the picture goes from -REACH to REACH both ways


@dataclass(frozen=True)
class Points(Params):
    """Base of every set of points in the square from -6 to 6, with an answer each: -1 or 1 for classes, a number for regression.

    problem  "classification" or "regression"
    usual    how many points TensorFlow Playground draws
    """

    problem: ClassVar[str] = "classification"
    usual: ClassVar[int] = 500

    noise: float = knob(0, 0, 50, unit="percent", help="How far points stray from where their answer says they are.")

    def draw(self, n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Places (n, 2) and answers (n,), not shuffled. O(n)."""
        raise NotImplementedError

    @property
    def share(self) -> float:
        """The noise as a share of 1."""
        return self.noise / 100


def strayed(rng: np.random.Generator, places: np.ndarray, reach: float, share: float) -> np.ndarray:
    """The places by which the answers are told: moved by up to `share` of the reach."""
    moved: np.ndarray = places + rng.uniform(-reach, reach, places.shape) * share
    return moved


def ring(rng: np.random.Generator, n: int, low: float, high: float) -> np.ndarray:
    """(n, 2) places at distances evenly spread from `low` to `high`."""
    r, angle = rng.uniform(low, high, n), rng.uniform(0, 2 * np.pi, n)
    return np.stack([r * np.sin(angle), r * np.cos(angle)], axis=1)
