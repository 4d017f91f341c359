"""The mean of many deep trees, each grown on a bootstrap."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning._base import Fit
from mllab.learning._trees import counts, places, told
from mllab.params import knob


@dataclass(frozen=True)
class BaggedTrees(Fit):
    """The mean of trees grown on bootstraps of the points: the more of them, the less it matters which points there were.

    Fails to cure bias: what one tree cannot follow, their mean cannot. With one column this is a random forest. O(r trees n depth) for all sizes of r forests.
    """

    name: ClassVar[str] = "bagged trees"
    source: ClassVar[str] = "Breiman 1996, 2001"
    turned: ClassVar[str] = "trees"
    richer: ClassVar[bool] = False
    log: ClassVar[bool] = True
    calmer: ClassVar[str] = "more trees"

    most: int = knob(100, 2, 300, log=True, help="The most trees that are averaged.")
    depth: int = knob(20, 1, 20, help="The greatest depth of each; 20 lets them learn their points by heart.")

    def grid(self, n: int, columns: int = 1) -> tuple[float, ...]:
        return counts(self.most)

    def predict(self, x: np.ndarray, y: np.ndarray, at: np.ndarray, values: Sequence[float], seed: int = 0) -> np.ndarray:
        from mllab.learning.kernels.trees import bagged

        asked = np.unique(np.asarray(values, np.int64))
        weight = bootstrapped(len(y), int(asked[-1]), y.shape[1], seed)
        found = told(bagged, x, y, at, len(asked), weight, self.depth, places(at), asked)
        return found[np.searchsorted(asked, values)]


def bootstrapped(r: int, trees: int, n: int, seed: int) -> np.ndarray:
    """(r, trees, n) how often each tree of each training set counts each of its points: n drawn with replacement."""
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, n, (r * trees, n)) + n * np.arange(r * trees)[:, None]
    return np.bincount(drawn.ravel(), minlength=r * trees * n).reshape(r, trees, n).astype(float)
