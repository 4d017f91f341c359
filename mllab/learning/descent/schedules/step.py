"""Down by steps."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.descent.schedules._schedule import Schedule
from mllab.params import knob


@dataclass(frozen=True)
class Step(Schedule):
    """The learning rate drops every so many steps.

    Long steps first, short ones later; when to drop has to be found by trying. O(1) a step.
    """

    name: ClassVar[str] = "step"
    source: ClassVar[str] = "He et al. 2016 (tenfold drops)"

    every: int = knob(50, 1, 500, help="After how many steps it drops.")
    drop: float = knob(0.5, 0.01, 1.0, help="What is left of it after a drop, as a share.")

    def factors(self, steps: int) -> np.ndarray:
        return self.drop ** (np.arange(steps) // self.every)

    def torch(self, steps: int) -> str:
        return f"torch.optim.lr_scheduler.StepLR(optimizer, step_size={self.every}, gamma={self.drop!r})"
