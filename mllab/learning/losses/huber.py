"""Huber."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.losses._loss import Kind, Loss
from mllab.params import knob


@dataclass(frozen=True)
class Huber(Loss):
    """Squared near by and absolute far off: outliers pull, but no harder than the rest.

    How near is near has to be chosen. O(1) an answer.
    """

    name: ClassVar[str] = "Huber"
    source: ClassVar[str] = "Huber 1964"
    kind: ClassVar[Kind] = "numbers"
    rule: ClassVar[str] = r"\tfrac12 (y-s)^2 \text{ up to } \delta,\; \delta(|y-s| - \tfrac12\delta) \text{ beyond}"

    delta: float = knob(1.0, 0.1, 5.0, help="How far off an answer may be and still cost its square: δ.")

    def value(self, said: np.ndarray, true: np.ndarray) -> np.ndarray:
        off = np.abs(said - true)
        return np.where(off <= self.delta, 0.5 * off**2, self.delta * (off - 0.5 * self.delta))

    def gradient(self, said: np.ndarray, true: np.ndarray) -> np.ndarray:
        return np.clip(said - true, -self.delta, self.delta)
