"""Small trees one after the other, each on what is left over."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning._base import Fit
from mllab.learning._trees import counts, places, told
from mllab.params import knob


@dataclass(frozen=True)
class BoostedTrees(Fit):
    """Small trees added up, each grown on what those before it left over: the more of them, the richer.

    Fails when it goes on for too long: the last trees fit noise. O(r trees n depth) for all numbers of trees of r training sets.
    """

    name: ClassVar[str] = "boosted trees"
    source: ClassVar[str] = "Friedman 2001"
    turned: ClassVar[str] = "trees"
    log: ClassVar[bool] = True

    most: int = knob(100, 2, 500, log=True, help="The most trees that are added.")
    depth: int = knob(1, 1, 6, help="The depth of each; 1 is a single cut.")
    rate: float = knob(0.3, 0.02, 1.0, log=True, help="The part of each tree that is added.")

    def grid(self, n: int, columns: int = 1) -> tuple[float, ...]:
        return counts(self.most)

    def predict(self, x: np.ndarray, y: np.ndarray, at: np.ndarray, values: Sequence[float], seed: int = 0) -> np.ndarray:
        from mllab.learning.kernels.trees import boosted

        asked = np.unique(np.asarray(values, np.int64))
        return told(boosted, x, y, at, len(asked), self.depth, self.rate, places(at), asked)[np.searchsorted(asked, values)]
