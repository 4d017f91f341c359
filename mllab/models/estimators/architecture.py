"""What a network is, apart from how it learns: arrays that the data fix, parameters to learn, and the way of rows through both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from torch import Tensor

from mllab.models.estimators.parameters import Parts
from mllab.models.estimators.passing import ACTIVATIONS, Named, Pass, gain

Arrays = dict[str, np.ndarray]


@dataclass(frozen=True)
class Architecture:
    """Base of the networks; the fields mean what they mean in `Network`, and each network uses some."""

    layers: int
    width: int
    activation: str
    batch_norm: bool
    heads: int
    kernel: int
    pieces: int
    wide: ClassVar[bool] = False  # every column has a layer's width of its own

    def fixed(self, X: np.ndarray) -> Arrays:
        """What is told by the training rows X (n, d) alone: borders of bins, columns that belong together."""
        return {}

    def parts(self, fixed: Mapping[str, np.ndarray], columns: int, outputs: int) -> Parts:
        """Everything that is learned."""
        raise NotImplementedError

    def coded(self, p: Named, x: Tensor) -> Tensor:
        """The rows x (n, d) as `forward` takes them (n, m), where that is the same in each epoch."""
        return x

    def forward(self, p: Named, x: Tensor, way: Pass) -> Tensor:
        """(n, outputs) from coded rows x (n, m); p has the parameters and what is fixed."""
        raise NotImplementedError

    def bend(self, x: Tensor) -> Tensor:
        """The activation."""
        return ACTIVATIONS[self.activation](x)

    def gain(self) -> float:
        """How large weights before the activation begin."""
        return gain(self.activation)


def running(name: str, width: int) -> Arrays:
    """The running means of a batch normalization before it has seen anything."""
    return {f"{name}.means": np.zeros(width, np.float32), f"{name}.variances": np.ones(width, np.float32)}
