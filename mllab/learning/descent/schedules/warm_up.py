"""Up first."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.descent.schedules._schedule import Schedule
from mllab.params import knob


@dataclass(frozen=True)
class WarmUp(Schedule):
    """The learning rate grows evenly to its full size, and stays there: no long steps before the optimizer knows the ground.

    Adam and its kin need it most, since they begin with an average of very few slopes. O(1) a step.
    """

    name: ClassVar[str] = "warm-up"
    source: ClassVar[str] = "Goyal et al. 2017"

    over: int = knob(20, 1, 500, help="The number of steps until it has its full size.")

    def factors(self, steps: int) -> np.ndarray:
        return np.minimum((np.arange(steps) + 1) / self.over, 1.0)

    def torch(self, steps: int) -> str:
        return f"torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: min((t + 1) / {self.over}, 1.0))"
