"""The members of a committee: other models, by name."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mllab.errors import ParamError
from mllab.models._base import Kind, Model

USUAL: dict[Kind, str] = {
    "classification": "logistic regression, random forest, histogram gradient boosting",
    "regression": "ridge, random forest, histogram gradient boosting",
}
HELP = "Names of models with commas between; empty takes a linear model, a random forest and histogram gradient boosting."


@dataclass(frozen=True)
class Committee(Model):
    """Base of models made of others; each has the knob `members`, a text of their names."""

    quick: ClassVar[bool] = False
    double: ClassVar[bool] = True
    joins: ClassVar[bool] = False

    def chosen(self, kind: Kind) -> dict[str, Model]:
        """The members by name, with their usual knobs. Raises ParamError when a name is unknown, a committee itself, or of the other kind."""
        from mllab.models import MODELS

        text: str = getattr(self, "members", "") or USUAL[kind]
        found: dict[str, Model] = {name.strip(): MODELS[name.strip()]() for name in text.split(",") if name.strip()}
        for name, member in found.items():
            if not member.joins:
                raise ParamError(f"{self.name}: {name} cannot be one of the members. Take it out.")
            if kind not in member.kinds:
                raise ParamError(f"{self.name}: {name} does not do {kind}. Take it out of the members, or choose models that do.")
        if len(found) < 2:
            raise ParamError(f"{self.name}: members must name two models or more, got {text!r}.")
        return found

    def suited_members(self, kind: Kind, seed: int, X: Any, y: Any) -> list[tuple[str, Any]]:
        """Name and unfitted estimator of each member for these X and y."""
        return [(name, member.suited(kind, seed, X, y)) for name, member in self.chosen(kind).items()]

    def ready(self, X: np.ndarray, y: np.ndarray | None, kind: Kind | None) -> tuple[np.ndarray, np.ndarray, Kind]:
        X, y, kind = super().ready(X, y, kind)
        for member in self.chosen(kind).values():
            member.ready(X, y, kind)
        return X, y, kind
