"""The 1-D convolutional network."""

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
import torch.nn.functional as F
from torch import Tensor

from mllab.models.estimators.architecture import Architecture, Arrays, running
from mllab.models.estimators.parameters import Part, Parts, dense, norm
from mllab.models.estimators.passing import Named, Pass, batch_norm, linear


class Sequence(Architecture):
    """Short patterns are looked for along the columns, and patterns of these at half the resolution, layer after layer.

    What is left after the last halving is flattened, so that it may matter where a pattern was (LeCun, Bottou, Bengio & Haffner 1998).
    """

    wide: ClassVar[bool] = True

    def fixed(self, X: np.ndarray) -> Arrays:
        found: Arrays = {}
        for layer in range(self.layers if self.batch_norm else 0):
            found |= running(f"norm{layer}", self.width)
        return found

    def parts(self, fixed: Mapping[str, np.ndarray], columns: int, outputs: int) -> Parts:
        found: Parts = {}
        for layer in range(self.layers):
            inward = self.width if layer else 1
            bound = self.gain() * (3 / (inward * self.kernel)) ** 0.5
            found |= {f"scan{layer}.weight": Part((self.width, inward, self.kernel), bound, shrinks=True)}
            found |= {f"scan{layer}.bias": Part((self.width,))}
            found |= norm(f"norm{layer}", self.width) if self.batch_norm else {}
            columns = max(1, columns // 2)
        return found | dense("out", (self.width if self.layers else 1) * columns, outputs, 0.5)

    def forward(self, p: Named, x: Tensor, way: Pass) -> Tensor:
        x = x[:, None, :]
        for layer in range(self.layers):
            x = F.conv1d(x, p[f"scan{layer}.weight"], p[f"scan{layer}.bias"], padding="same")
            if self.batch_norm:
                x = batch_norm(p, f"norm{layer}", x, way)
            x = self.bend(x)
            x = F.max_pool1d(x, 2) if x.shape[2] > 1 else x
        return linear(p, "out", way.dropped(x.flatten(1)))
