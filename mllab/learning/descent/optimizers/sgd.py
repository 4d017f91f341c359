"""Gradient descent as it is."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.descent.optimizers._optimizer import Memory, Optimizer


@dataclass(frozen=True)
class SGD(Optimizer):
    """Straight down the slope, a step as long as the slope is steep.

    Zigzags across a ravine while it hardly moves along it, and diverges where the learning rate times the curvature is above 2. O(d) a step.
    """

    name: ClassVar[str] = "SGD"
    source: ClassVar[str] = "Cauchy 1847; Robbins & Monro 1951"
    rule: ClassVar[str] = r"x \leftarrow x - \eta\, g"

    def move(
        self, x: np.ndarray, gradient: np.ndarray, memory: Memory, rate: float, number: int, hessian: np.ndarray | None = None
    ) -> Memory:
        return {"x": x - rate * gradient}

    def steady(self) -> float:
        return 2.0

    def torch(self) -> str:
        return f"torch.optim.SGD([p], lr={self.learning_rate!r})"
