"""A random forest: many trees, each from other rows and columns, and their mean."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.models._base import Kind
from mllab.models._grown import Grown, Watch
from mllab.models._out_of_bag import OutOfBag
from mllab.models._sooner import Sooner
from mllab.models._trees import TRIED, tried, weights
from mllab.params import knob


@dataclass(frozen=True)
class RandomForest(Sooner, Grown):
    """The mean of many deep trees, each grown from rows drawn anew and trying few columns at every split.

    Good without tuning; cannot go beyond the answers it has seen, is large to keep, and is beaten by boosting where care is taken.
    O(n log n) per tree and column tried.
    """

    name: ClassVar[str] = "random forest"
    source: ClassVar[str] = "Breiman 2001"
    only: ClassVar = MappingProxyType({"balanced": "classification"})

    members: int = knob(100, 1, 1000, log=True, unit="trees", help="More is steadier and never worse, but slower.")
    leaf: int = knob(1, 1, 200, log=True, unit="rows", help="Rows that a leaf must hold: more is smoother and smaller.")
    columns: Literal["auto", "sqrt", "third", "all"] = knob("auto", help=TRIED)
    depth: int = knob(50, 1, 50, help="Questions from the root to a leaf at most.")
    balanced: bool = knob(False, help="Weigh rare classes up, so that each class counts the same.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

        peer = RandomForestClassifier if kind == "classification" else RandomForestRegressor
        return peer(
            n_estimators=self.members,
            max_features=tried(self.columns, kind),
            min_samples_leaf=self.leaf,
            max_depth=self.depth,
            random_state=seed,
            **weights(self.balanced, kind),
        )

    def watch(self, X: np.ndarray, y: np.ndarray, kind: Kind) -> tuple[Watch, str]:
        return OutOfBag(X, y, kind), "log loss out of the bag" if kind == "classification" else "squared error out of the bag"
