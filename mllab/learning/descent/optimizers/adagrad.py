"""Steps that shrink where much was walked."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.descent.optimizers._optimizer import Memory, Optimizer
from mllab.params import knob


@dataclass(frozen=True)
class AdaGrad(Optimizer):
    """Each direction has a learning rate of its own, which shrinks with all the slope that was met there.

    Steep and gentle directions get on alike, and it never diverges on a bowl; but steps only ever shrink, and it may stop short. O(d) a step.
    """

    name: ClassVar[str] = "AdaGrad"
    source: ClassVar[str] = "Duchi, Hazan & Singer 2011"
    rule: ClassVar[str] = r"s \leftarrow s + g^2,\quad x \leftarrow x - \eta\, g / (\sqrt{s} + \epsilon)"

    eps: float = knob(1e-10, 1e-12, 1e-2, log=True, help="Added below the fraction line, against division by nothing: ε.")

    def move(
        self, x: np.ndarray, gradient: np.ndarray, memory: Memory, rate: float, number: int, hessian: np.ndarray | None = None
    ) -> Memory:
        squares = memory.get("squares", 0.0) + gradient**2
        return {"x": x - rate * gradient / (np.sqrt(squares) + self.eps), "squares": squares}

    def steady(self) -> float:
        return float("inf")

    def torch(self) -> str:
        return f"torch.optim.Adagrad([p], lr={self.learning_rate!r}, eps={self.eps!r})"
