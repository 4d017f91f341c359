"""Momentum that looks ahead."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.descent.optimizers._optimizer import Memory, Optimizer
from mllab.params import knob


@dataclass(frozen=True)
class Nesterov(Optimizer):
    """Momentum that looks where it is about to be, and brakes in time.

    Swings less than the heavy ball; on a bowl it bears a smaller learning rate. O(d) a step.
    """

    name: ClassVar[str] = "Nesterov"
    source: ClassVar[str] = "Nesterov 1983; Sutskever et al. 2013"
    rule: ClassVar[str] = r"v \leftarrow \beta v + g,\quad x \leftarrow x - \eta\,(g + \beta v)"

    momentum: float = knob(0.9, 0.001, 0.999, help="How much of its speed it keeps from step to step: β.")

    def move(
        self, x: np.ndarray, gradient: np.ndarray, memory: Memory, rate: float, number: int, hessian: np.ndarray | None = None
    ) -> Memory:
        speed = self.momentum * memory.get("speed", 0.0) + gradient
        return {"x": x - rate * (gradient + self.momentum * speed), "speed": speed}

    def steady(self) -> float:
        return 2 * (1 + self.momentum) / (1 + 2 * self.momentum)

    def torch(self) -> str:
        return f"torch.optim.SGD([p], lr={self.learning_rate!r}, momentum={self.momentum!r}, nesterov=True)"
