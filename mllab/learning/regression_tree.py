"""Regression trees of every depth at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mllab.learning._base import Fit
from mllab.params import knob


@dataclass(frozen=True)
class RegressionTree(Fit):
    """Cuts the line again and again where that helps most, and takes the mean of every piece: the deeper, the finer.

    Fails on slopes, which it climbs in steps. O(r n log n) for all depths of r training sets: a tree cut off at a depth is the tree of that depth.
    """

    name: ClassVar[str] = "regression tree"
    source: ClassVar[str] = "Breiman, Friedman, Olshen & Stone 1984"
    turned: ClassVar[str] = "depth"

    most: int = knob(10, 1, 20, help="The greatest depth that is tried.")

    def grid(self, n: int) -> tuple[float, ...]:
        return tuple(range(self.most + 1))

    def predict(self, x: np.ndarray, y: np.ndarray, at: np.ndarray, values: Sequence[float]) -> np.ndarray:
        from sklearn.tree import DecisionTreeRegressor

        depths = np.asarray(values, int)
        places = np.broadcast_to(x, y.shape)
        wanted = at[:, None].astype(np.float32)
        grown = (
            DecisionTreeRegressor(max_depth=int(depths.max()) or 1, random_state=0).fit(a[:, None], b)
            for a, b in zip(places, y, strict=True)
        )
        return np.stack([along(tree.tree_, wanted, depths) for tree in grown], axis=1)


def along(tree: Any, wanted: np.ndarray, depths: np.ndarray) -> np.ndarray:
    """(c, m) what a grown tree says at `wanted` (m, d), float32, when it is cut off at each of the depths."""
    value, feature, threshold = tree.value[:, 0, 0], tree.feature, tree.threshold  # the tree copies them each time it is asked
    left, right = tree.children_left, tree.children_right
    at = np.zeros(len(wanted), np.int64)
    said = [value[at]]
    rows = np.arange(len(wanted))
    for _ in range(int(depths.max())):
        inner = left[at] >= 0
        low = wanted[rows, np.where(inner, feature[at], 0)] <= threshold[at]
        at = np.where(inner, np.where(low, left[at], right[at]), at)
        said.append(value[at])
    return np.stack(said)[depths]
