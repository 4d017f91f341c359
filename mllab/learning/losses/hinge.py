"""Hinge."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.losses._loss import Kind, Loss


@dataclass(frozen=True)
class Hinge(Loss):
    """Right by a margin of 1 costs nothing; from there on it costs as much as is missing.

    Only points near the border or beyond it pull: the support vectors. O(1) an answer.
    """

    name: ClassVar[str] = "hinge"
    source: ClassVar[str] = "Cortes & Vapnik 1995"
    kind: ClassVar[Kind] = "classes"
    rule: ClassVar[str] = r"\max(0, 1 - y s)"

    def value(self, said: np.ndarray, true: np.ndarray) -> np.ndarray:
        return np.maximum(0.0, 1 - true * said)

    def gradient(self, said: np.ndarray, true: np.ndarray) -> np.ndarray:
        return np.where(true * said < 1, -true, 0.0) + 0.0 * said
