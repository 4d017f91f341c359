"""Squared."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.losses._loss import Kind, Loss


@dataclass(frozen=True)
class Squared(Loss):
    """Twice as far costs four times as much: the mean is what it makes best.

    One answer far off pulls harder than many near ones. O(1) an answer.
    """

    name: ClassVar[str] = "squared"
    source: ClassVar[str] = "Legendre 1805"
    kind: ClassVar[Kind] = "numbers"
    rule: ClassVar[str] = r"(y - s)^2"

    def value(self, said: np.ndarray, true: np.ndarray) -> np.ndarray:
        return (said - true) ** 2

    def gradient(self, said: np.ndarray, true: np.ndarray) -> np.ndarray:
        return 2 * (said - true)
