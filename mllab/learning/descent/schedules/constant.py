"""Always the same."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.descent.schedules._schedule import Schedule


@dataclass(frozen=True)
class Constant(Schedule):
    """The same learning rate at every step.

    Simple; with noise, or with an optimizer whose steps do not shrink by themselves, it never comes to rest. O(1) a step.
    """

    name: ClassVar[str] = "constant"
    source: ClassVar[str] = "Cauchy 1847"

    def factors(self, steps: int) -> np.ndarray:
        return np.ones(steps)

    def torch(self, steps: int) -> str:
        return "torch.optim.lr_scheduler.ConstantLR(optimizer, factor=1.0)"
