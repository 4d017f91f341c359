"""Logistic."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.losses._loss import Kind, Loss


@dataclass(frozen=True)
class Logistic(Loss):
    """Wrong costs more the surer it was, and right still costs a little.

    It never quite lets go: scores grow for ever where the classes can be separated. O(1) an answer.
    """

    name: ClassVar[str] = "logistic"
    source: ClassVar[str] = "Cox 1958"
    kind: ClassVar[Kind] = "classes"
    rule: ClassVar[str] = r"\ln(1 + e^{-y s})"

    def value(self, said: np.ndarray, true: np.ndarray) -> np.ndarray:
        return np.logaddexp(0.0, -true * said)

    def gradient(self, said: np.ndarray, true: np.ndarray) -> np.ndarray:
        margin = true * said
        return -true * np.exp(-np.logaddexp(0.0, margin))
