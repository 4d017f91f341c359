"""The heavy ball."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.descent.optimizers._optimizer import Memory, Optimizer
from mllab.params import knob


@dataclass(frozen=True)
class Momentum(Optimizer):
    """A heavy ball: it keeps its speed and gathers more where the slope stays the same.

    Rolls through small hollows, and past the one that was wanted; swings before it settles. O(d) a step.
    """

    name: ClassVar[str] = "momentum"
    source: ClassVar[str] = "Polyak 1964"
    rule: ClassVar[str] = r"v \leftarrow \beta v + g,\quad x \leftarrow x - \eta\, v"

    momentum: float = knob(0.9, 0.0, 0.999, help="How much of its speed it keeps from step to step: β.")

    def move(
        self, x: np.ndarray, gradient: np.ndarray, memory: Memory, rate: float, number: int, hessian: np.ndarray | None = None
    ) -> Memory:
        speed = self.momentum * memory.get("speed", 0.0) + gradient
        return {"x": x - rate * speed, "speed": speed}

    def steady(self) -> float:
        return 2 * (1 + self.momentum)

    def torch(self) -> str:
        return f"torch.optim.SGD([p], lr={self.learning_rate!r}, momentum={self.momentum!r})"
