"""The contract of every schedule."""

from dataclasses import dataclass

import numpy as np

from mllab.params import Params


@dataclass(frozen=True)
class Schedule(Params):
    """Base of every schedule: what the learning rate is multiplied by."""

    def factors(self, steps: int) -> np.ndarray:
        """(steps,) multiples of the learning rate, one for each step. O(steps)."""
        raise NotImplementedError

    def torch(self, steps: int) -> str:
        """The same schedule of `optimizer` as PyTorch code."""
        raise NotImplementedError
