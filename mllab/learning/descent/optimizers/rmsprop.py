"""Steps measured by the slope met lately."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.descent.optimizers._optimizer import Memory, Optimizer
from mllab.params import knob


@dataclass(frozen=True)
class RMSProp(Optimizer):
    """Each direction's step is divided by the slope met there lately: all directions get on alike, and old slopes are forgotten.

    Near the bottom it keeps stepping by about the learning rate, and jumps about unless a schedule lowers it. O(d) a step.
    """

    name: ClassVar[str] = "RMSProp"
    source: ClassVar[str] = "Tieleman & Hinton 2012"
    rule: ClassVar[str] = r"s \leftarrow \alpha s + (1-\alpha) g^2,\quad x \leftarrow x - \eta\, g / (\sqrt{s} + \epsilon)"

    alpha: float = knob(0.99, 0.0, 0.9999, help="How much of the old squared slopes is kept from step to step: α.")
    eps: float = knob(1e-8, 1e-12, 1e-2, log=True, help="Added below the fraction line, against division by nothing: ε.")

    def move(
        self, x: np.ndarray, gradient: np.ndarray, memory: Memory, rate: float, number: int, hessian: np.ndarray | None = None
    ) -> Memory:
        squares = self.alpha * memory.get("squares", 0.0) + (1 - self.alpha) * gradient**2
        return {"x": x - rate * gradient / (np.sqrt(squares) + self.eps), "squares": squares}

    def torch(self) -> str:
        return f"torch.optim.RMSprop([p], lr={self.learning_rate!r}, alpha={self.alpha!r}, eps={self.eps!r})"
