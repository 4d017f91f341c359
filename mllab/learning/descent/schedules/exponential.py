"""A little less each time."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.descent.schedules._schedule import Schedule
from mllab.params import knob


@dataclass(frozen=True)
class Exponential(Schedule):
    """The learning rate shrinks by the same share at every step.

    If it shrinks too soon, the walk ends before it arrives: the sum of all steps is finite. O(1) a step.
    """

    name: ClassVar[str] = "exponential"
    source: ClassVar[str] = "Robbins & Monro 1951 (steps must shrink, but not too fast)"

    keep: float = knob(0.99, 0.8, 1.0, help="What is left of it after each step, as a share.")

    def factors(self, steps: int) -> np.ndarray:
        return self.keep ** np.arange(steps)

    def torch(self, steps: int) -> str:
        return f"torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma={self.keep!r})"
