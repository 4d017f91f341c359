"""The multilayer perceptron."""

from collections.abc import Mapping

import numpy as np
from torch import Tensor

from mllab.models.estimators.architecture import Architecture, Arrays, running
from mllab.models.estimators.parameters import Parts, dense, norm
from mllab.models.estimators.passing import Named, Pass, batch_norm, linear


class Multilayer(Architecture):
    """Linear layers with a bend after each but the last.

    Columns of one-hot coded categories need no table of embeddings beside it: a product with a one-hot row picks one row of the first
    layer's weights, and that row is the learned embedding of the category (Guo & Berkhahn 2016, equation 5).
    """

    def fixed(self, X: np.ndarray) -> Arrays:
        found: Arrays = {}
        for layer in range(self.layers if self.batch_norm else 0):
            found |= running(f"norm{layer}", self.width)
        return found

    def parts(self, fixed: Mapping[str, np.ndarray], columns: int, outputs: int) -> Parts:
        found: Parts = {}
        for layer in range(self.layers):
            found |= dense(f"hidden{layer}", self.width if layer else columns, self.width, self.gain())
            found |= norm(f"norm{layer}", self.width) if self.batch_norm else {}
        return found | dense("out", self.width if self.layers else columns, outputs, 0.5)

    def forward(self, p: Named, x: Tensor, way: Pass) -> Tensor:
        for layer in range(self.layers):
            x = linear(p, f"hidden{layer}", x)
            if self.batch_norm:
                x = batch_norm(p, f"norm{layer}", x, way)
            x = way.dropped(self.bend(x))
        return linear(p, "out", x)
