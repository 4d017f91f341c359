"""The residual network on piecewise-linear codes of the numbers."""

from collections.abc import Mapping

import numpy as np
from torch import Tensor

from mllab.models.estimators.architecture import Architecture, Arrays, running
from mllab.models.estimators.parameters import Parts, dense, norm
from mllab.models.estimators.passing import Named, Pass, batch_norm, linear
from mllab.models.estimators.piecewise import bins, coded

WIDER = 2  # the inner width of a block as a multiple of the outer one


class Residual(Architecture):
    """Blocks that each add a correction to what came before (Gorishniy, Rubachev, Khrulkov & Babenko 2021, section 3.2).

    A block is x + drop(linear(drop(bend(linear(norm(x)))))), the end linear(bend(norm(x))).
    """

    def fixed(self, X: np.ndarray) -> Arrays:
        found = bins(X, self.pieces)
        for layer in range(self.layers + 1 if self.batch_norm else 0):
            found |= running(f"norm{layer}", self.width)
        return found

    def parts(self, fixed: Mapping[str, np.ndarray], columns: int, outputs: int) -> Parts:
        found = dense("first", len(fixed["bins.column"]), self.width)
        for layer in range(self.layers):
            found |= dense(f"into{layer}", self.width, WIDER * self.width, self.gain())
            found |= dense(f"back{layer}", WIDER * self.width, self.width)
        for layer in range(self.layers + 1 if self.batch_norm else 0):
            found |= norm(f"norm{layer}", self.width)
        return found | dense("out", self.width, outputs, 0.5)

    def coded(self, p: Named, x: Tensor) -> Tensor:
        return coded(p, x)

    def forward(self, p: Named, x: Tensor, way: Pass) -> Tensor:
        x = linear(p, "first", x)
        for layer in range(self.layers):
            inner = way.dropped(self.bend(linear(p, f"into{layer}", self._even(p, layer, x, way))))
            x = x + way.dropped(linear(p, f"back{layer}", inner))
        return linear(p, "out", self.bend(self._even(p, self.layers, x, way)))

    def _even(self, p: Named, layer: int, x: Tensor, way: Pass) -> Tensor:
        return batch_norm(p, f"norm{layer}", x, way) if self.batch_norm else x
