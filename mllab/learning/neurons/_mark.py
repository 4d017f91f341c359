"""A state on the way of a training."""

from dataclasses import dataclass

import numpy as np

from mllab.learning.neurons._training import Weights

HUGE = 1e6  # a weight beyond this has diverged


@dataclass(frozen=True, eq=False)
class Mark:
    """A state on the way: its weights, and loss and share of right classes on the samples learned from and on those kept for testing."""

    weights: Weights
    loss: float
    test_loss: float
    right: float
    test_right: float

    @property
    def diverged(self) -> bool:
        """Whether the steps were too long: a weight is huge, or not a number."""
        return not bool(np.all(np.abs(self.weights.theta) < HUGE))
