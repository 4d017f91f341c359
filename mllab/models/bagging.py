"""Bagging: the same tree from rows drawn anew, and the mean."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mllab.models._base import Kind
from mllab.models._grown import Grown, Watch
from mllab.models._out_of_bag import OutOfBag
from mllab.params import knob


@dataclass(frozen=True)
class Bagging(Grown):
    """Grow a tree from rows drawn anew, again and again, and take the mean: what is chance in one tree cancels out.

    Helps where trees differ much; members that see all columns make the same mistakes, which a random forest avoids. O(n d log n) per tree.
    """

    name: ClassVar[str] = "bagging"
    source: ClassVar[str] = "Breiman 1996; Ho 1998"

    members: int = knob(50, 1, 500, log=True, unit="trees", help="More is steadier and never worse, but slower.")
    rows: float = knob(1.0, 0.05, 1.0, unit="of the rows", help="Rows drawn for each tree, with repeats.")
    columns: float = knob(1.0, 0.05, 1.0, unit="of the columns", help="Columns that each tree is given.")
    depth: int = knob(30, 1, 30, help="Questions from the root to a leaf at most.")
    leaf: int = knob(1, 1, 200, log=True, unit="rows", help="Rows that a leaf must hold: more is smoother.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.ensemble import BaggingClassifier, BaggingRegressor
        from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

        tree, peer = (DecisionTreeClassifier, BaggingClassifier) if kind == "classification" else (DecisionTreeRegressor, BaggingRegressor)
        member = tree(max_depth=self.depth, min_samples_leaf=self.leaf)
        return peer(member, n_estimators=self.members, max_samples=self.rows, max_features=self.columns, random_state=seed)

    def watch(self, X: np.ndarray, y: np.ndarray, kind: Kind) -> tuple[Watch, str]:
        return OutOfBag(X, y, kind), "log loss out of the bag" if kind == "classification" else "squared error out of the bag"
