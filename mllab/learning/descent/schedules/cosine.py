"""Down along half a wave."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.descent.schedules._schedule import Schedule
from mllab.params import knob


@dataclass(frozen=True)
class Cosine(Schedule):
    """The learning rate goes down along half a cosine wave: slowly, then quickly, then slowly again.

    It must know beforehand how many steps there will be. O(1) a step.
    """

    name: ClassVar[str] = "cosine"
    source: ClassVar[str] = "Loshchilov & Hutter 2017"

    least: float = knob(0.0, 0.0, 1.0, help="The share of the learning rate that is left at the end.")

    def factors(self, steps: int) -> np.ndarray:
        return self.least + (1 - self.least) * (1 + np.cos(np.pi * np.arange(steps) / steps)) / 2

    def torch(self, steps: int) -> str:
        factor = f"{self.least!r} + {1 - self.least!r} * (1 + math.cos(math.pi * t / {steps})) / 2"
        return f"torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: {factor})"
