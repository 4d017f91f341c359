"""Extremely randomized trees: a forest that cuts at random."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Literal

from mllab.models._base import Kind
from mllab.models._grown import Grown
from mllab.models._sooner import Sooner
from mllab.models._trees import TRIED, tried, weights
from mllab.params import knob


@dataclass(frozen=True)
class ExtraTrees(Sooner, Grown):
    """The mean of many deep trees that cut each column tried at a random place and keep the best of these cuts.

    Faster and smoother than a random forest; fails sooner where most columns do not matter. O(n) per level, tree and column tried.
    """

    name: ClassVar[str] = "extra trees"
    source: ClassVar[str] = "Geurts, Ernst & Wehenkel 2006"
    only: ClassVar = MappingProxyType({"balanced": "classification"})

    members: int = knob(100, 1, 1000, log=True, unit="trees", help="More is steadier and never worse, but slower.")
    leaf: int = knob(1, 1, 200, log=True, unit="rows", help="Rows that a leaf must hold: more is smoother and smaller.")
    columns: Literal["auto", "sqrt", "third", "all"] = knob("auto", help=TRIED)
    depth: int = knob(50, 1, 50, help="Questions from the root to a leaf at most.")
    balanced: bool = knob(False, help="Weigh rare classes up, so that each class counts the same.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

        peer = ExtraTreesClassifier if kind == "classification" else ExtraTreesRegressor
        return peer(
            n_estimators=self.members,
            max_features=tried(self.columns, kind),
            min_samples_leaf=self.leaf,
            max_depth=self.depth,
            random_state=seed,
            **weights(self.balanced, kind),
        )
