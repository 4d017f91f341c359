"""A decision tree: one question after another."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Literal

from mllab.models._base import Kind, Model
from mllab.models._script import variance
from mllab.models._trees import weights
from mllab.params import knob


@dataclass(frozen=True)
class DecisionTree(Model):
    """Ask one question after another, each about one column, until the rows left answer alike.

    Easy to read while it is small; deep it learns the noise, and a few other rows make another tree. Slanted borders need many steps.
    O(n d log n) per level.
    """

    name: ClassVar[str] = "decision tree"
    source: ClassVar[str] = "Breiman, Friedman, Olshen & Stone 1984"
    only: ClassVar = MappingProxyType({"criterion": "classification", "balanced": "classification"})

    depth: int = knob(6, 1, 30, help="Questions from the root to a leaf at most: more fits finer, and noise too.")
    leaf: int = knob(5, 1, 500, log=True, unit="rows", help="Rows that a leaf must hold: more is smoother.")
    pruning: float = knob(
        0.0, 0.0, 0.1, help="A branch stays only if it lowers the impurity, as a share of all there is for numbers, by this much per leaf."
    )
    criterion: Literal["gini", "entropy"] = knob("gini", help="How mixed classes are measured.")
    balanced: bool = knob(False, help="Weigh rare classes up, so that each class counts the same.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

        asked: dict[str, Any] = {"max_depth": self.depth, "min_samples_leaf": self.leaf, "ccp_alpha": self.pruning, "random_state": seed}
        if kind == "regression":
            return DecisionTreeRegressor(**asked)
        return DecisionTreeClassifier(criterion=self.criterion, **asked, **weights(self.balanced, kind))

    def suited(self, kind: Kind, seed: int, X: Any, y: Any) -> Any:
        peer = self.estimator(kind, seed)
        return peer.set_params(ccp_alpha=self.pruning * variance(y)) if kind == "regression" and self.pruning else peer
