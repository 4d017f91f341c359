"""The contract of every optimizer: from a place and its slope to the next place."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.params import Params, knob

Memory = dict[str, np.ndarray]


@dataclass(frozen=True)
class Optimizer(Params):
    """Base of every optimizer.

    rule    the step as a formula (LaTeX): x the place, g the gradient there, η the learning rate
    curved  whether it asks for the curvature (the Hessian) as well
    """

    rule: ClassVar[str] = ""
    curved: ClassVar[bool] = False

    learning_rate: float = knob(0.02, 1e-5, 10.0, log=True, help="How long a step is, as a multiple of the slope: η.")

    def move(
        self, x: np.ndarray, gradient: np.ndarray, memory: Memory, rate: float, number: int, hessian: np.ndarray | None = None
    ) -> Memory:
        """Step `number` (from 1): what is remembered for the next one, and in it the next place, `x`, from x (d,), its gradient (d,), and the Hessian (d, d) where asked for.

        `rate` is the learning rate of this step, as the schedule has it. `memory` is empty at first. O(d), and O(d³) where the curvature is used.
        """
        raise NotImplementedError

    def steady(self) -> float:
        """The largest learning rate times curvature at which it settles on a bowl; nan where none is known, infinite where it always does."""
        return float("nan")

    def torch(self) -> str:
        """The same optimizer of the parameters `[p]` as PyTorch code."""
        raise NotImplementedError
