"""Regression trees of every depth at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning._base import Fit
from mllab.learning._trees import places, told
from mllab.params import knob


@dataclass(frozen=True)
class RegressionTree(Fit):
    """Cuts the line again and again where that helps most, and takes the mean of every piece: the deeper, the finer.

    Fails on slopes, which it climbs in steps. O(r n depth) for all depths of r training sets: a tree cut off at a depth is the tree of that depth.
    """

    name: ClassVar[str] = "regression tree"
    source: ClassVar[str] = "Breiman, Friedman, Olshen & Stone 1984"
    turned: ClassVar[str] = "depth"

    most: int = knob(10, 1, 20, help="The greatest depth that is tried.")

    def grid(self, n: int, columns: int = 1) -> tuple[float, ...]:
        return tuple(range(self.most + 1))

    def predict(self, x: np.ndarray, y: np.ndarray, at: np.ndarray, values: Sequence[float], seed: int = 0) -> np.ndarray:
        from mllab.learning.kernels.trees import deeper

        depths = np.asarray(values, int)
        return told(deeper, x, y, at, int(depths.max()) + 1, places(at))[depths]
