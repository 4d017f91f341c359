"""Voting: several models, and the mean of what they say."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Literal

from mllab.models._base import Kind
from mllab.models._members import HELP, Committee
from mllab.models._script import Written
from mllab.params import knob


@dataclass(frozen=True)
class Voting(Committee):
    """Ask several models and take the mean of their answers or probabilities.

    Helps where members are about equally good and wrong in different rows; a bad member pulls the others down. O(the sum of its members).
    """

    name: ClassVar[str] = "voting"
    source: ClassVar[str] = "Condorcet 1785; Kittler, Hatef, Duin & Matas 1998"
    only: ClassVar = MappingProxyType({"vote": "classification"})

    members: str = knob("", help=HELP)
    vote: Literal["soft", "hard"] = knob("soft", help="The mean of the probabilities, or one vote each for a class.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        return self.suited(kind, seed, Written("X"), Written("y"))

    def suited(self, kind: Kind, seed: int, X: Any, y: Any) -> Any:
        from sklearn.ensemble import VotingClassifier, VotingRegressor

        members = self.suited_members(kind, seed, X, y)
        return VotingRegressor(members) if kind == "regression" else VotingClassifier(members, voting=self.vote)
