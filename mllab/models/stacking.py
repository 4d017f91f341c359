"""Stacking: several models, and one more that learns whom to believe."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from mllab.models._base import Kind
from mllab.models._members import HELP, Committee
from mllab.models._script import Written
from mllab.params import knob


@dataclass(frozen=True)
class Stacking(Committee):
    """Ask several models, and learn from rows that they had not seen how to weigh their answers.

    Helps where members are good at different rows; costs a fit of every member per fold, and needs rows enough to learn the weights from.
    O(folds + 1 times the sum of its members).
    """

    name: ClassVar[str] = "stacking"
    source: ClassVar[str] = "Wolpert 1992; Breiman 1996"
    only: ClassVar = MappingProxyType({"strength": "classification"})

    members: str = knob("", help=HELP)
    folds: int = knob(5, 2, 10, help="Parts in turn left out, so that the members' answers are to rows that they had not seen.")
    strength: float = knob(
        1.0, 1e-4, 1e4, log=True, help="Penalty on the weights of the members' probabilities; for numbers no weight is negative."
    )

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        return self.suited(kind, seed, Written("X"), Written("y"))

    def suited(self, kind: Kind, seed: int, X: Any, y: Any) -> Any:
        from sklearn.ensemble import StackingClassifier, StackingRegressor
        from sklearn.linear_model import LinearRegression, LogisticRegression
        from sklearn.model_selection import KFold, StratifiedKFold

        members = self.suited_members(kind, seed, X, y)
        if kind == "regression":
            return StackingRegressor(members, LinearRegression(positive=True), cv=KFold(self.folds, shuffle=True, random_state=seed))
        judge = LogisticRegression(C=1 / self.strength, max_iter=1000)
        return StackingClassifier(members, judge, cv=StratifiedKFold(self.folds, shuffle=True, random_state=seed))
