"""Momentum and steps measured by the slope, both at once."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.descent.optimizers._optimizer import Memory, Optimizer
from mllab.params import knob


@dataclass(frozen=True)
class Adam(Optimizer):
    """Momentum, divided in each direction by the slope met there lately: the first steps are about as long as the learning rate, however steep it is.

    Forgiving about its learning rate; on some convex problems it does not arrive (Reddi, Kale & Kumar 2018). O(d) a step.
    """

    name: ClassVar[str] = "Adam"
    source: ClassVar[str] = "Kingma & Ba 2015"
    rule: ClassVar[str] = (
        r"m \leftarrow \beta_1 m + (1-\beta_1) g,\; s \leftarrow \beta_2 s + (1-\beta_2) g^2,\quad x \leftarrow x - \eta\, \hat m / (\sqrt{\hat s} + \epsilon)"
    )

    beta1: float = knob(0.9, 0.0, 0.999, help="How much of the old slope is kept from step to step: β₁.")
    beta2: float = knob(0.999, 0.0, 0.9999, help="How much of the old squared slopes is kept from step to step: β₂.")
    eps: float = knob(1e-8, 1e-12, 1e-2, log=True, help="Added below the fraction line, against division by nothing: ε.")

    def move(
        self, x: np.ndarray, gradient: np.ndarray, memory: Memory, rate: float, number: int, hessian: np.ndarray | None = None
    ) -> Memory:
        mean = self.beta1 * memory.get("mean", 0.0) + (1 - self.beta1) * gradient
        squares = self.beta2 * memory.get("squares", 0.0) + (1 - self.beta2) * gradient**2
        ahead = mean / (1 - self.beta1**number)  # both begin at 0, which is corrected
        size = np.sqrt(squares / (1 - self.beta2**number)) + self.eps
        return {"x": x - rate * ahead / size, "mean": mean, "squares": squares}

    def torch(self) -> str:
        return f"torch.optim.Adam([p], lr={self.learning_rate!r}, betas=({self.beta1!r}, {self.beta2!r}), eps={self.eps!r})"
