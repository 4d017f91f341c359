"""Adam that also pulls towards 0."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.descent.optimizers._optimizer import Memory
from mllab.learning.descent.optimizers.adam import Adam
from mllab.params import knob


@dataclass(frozen=True)
class AdamW(Adam):
    """Adam, and beside it every coordinate shrinks a little at each step: small weights are preferred.

    It settles where slope and shrinking balance, which is not quite the minimum. O(d) a step.
    """

    name: ClassVar[str] = "AdamW"
    source: ClassVar[str] = "Loshchilov & Hutter 2019"
    rule: ClassVar[str] = r"x \leftarrow (1 - \eta\lambda)\, x - \eta\, \hat m / (\sqrt{\hat s} + \epsilon)"

    weight_decay: float = knob(0.01, 0.0, 1.0, help="How much each coordinate shrinks, as a multiple of the learning rate: λ.")

    def move(
        self, x: np.ndarray, gradient: np.ndarray, memory: Memory, rate: float, number: int, hessian: np.ndarray | None = None
    ) -> Memory:
        return super().move(x * (1 - rate * self.weight_decay), gradient, memory, rate, number)

    def torch(self) -> str:
        betas = f"betas=({self.beta1!r}, {self.beta2!r}), eps={self.eps!r}"
        return f"torch.optim.AdamW([p], lr={self.learning_rate!r}, {betas}, weight_decay={self.weight_decay!r})"
