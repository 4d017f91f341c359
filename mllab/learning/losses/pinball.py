"""Pinball."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.losses._loss import Kind, Loss
from mllab.params import knob


@dataclass(frozen=True)
class Pinball(Loss):
    """Too low costs q a unit and too high 1 - q: the q-quantile is what it makes best.

    It has no slope at the answer itself. O(1) an answer.
    """

    name: ClassVar[str] = "pinball"
    source: ClassVar[str] = "Koenker & Bassett 1978"
    kind: ClassVar[Kind] = "numbers"
    rule: ClassVar[str] = r"q\,(y-s) \text{ if too low},\; (1-q)(s-y) \text{ if too high}"

    quantile: float = knob(0.8, 0.01, 0.99, help="The quantile that it makes best: q.")

    def value(self, said: np.ndarray, true: np.ndarray) -> np.ndarray:
        return np.maximum(self.quantile * (true - said), (self.quantile - 1) * (true - said))

    def gradient(self, said: np.ndarray, true: np.ndarray) -> np.ndarray:
        return np.where(said < true, -self.quantile, np.where(said > true, 1 - self.quantile, 0.0))
