"""Right or wrong."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.losses._loss import Kind, Loss


@dataclass(frozen=True)
class ZeroOne(Loss):
    """Right costs nothing and wrong costs 1: what is meant by accuracy.

    It has no slope anywhere, so nothing learns from it; the others stand in for it. O(1) an answer.
    """

    name: ClassVar[str] = "0-1"
    source: ClassVar[str] = "Fisher 1936 (share of wrong answers)"
    kind: ClassVar[Kind] = "classes"
    rule: ClassVar[str] = r"1 \text{ if } y s \le 0,\; 0 \text{ otherwise}"

    def value(self, said: np.ndarray, true: np.ndarray) -> np.ndarray:
        return np.where(true * said > 0, 0.0, 1.0)

    def gradient(self, said: np.ndarray, true: np.ndarray) -> np.ndarray:
        return np.zeros(np.broadcast(said, true).shape)
