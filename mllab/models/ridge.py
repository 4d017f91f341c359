"""Ridge regression: least squares with a penalty on large weights."""

from dataclasses import dataclass
from typing import Any, ClassVar

from mllab.models._base import Kind, Model
from mllab.params import knob


@dataclass(frozen=True)
class Ridge(Model):
    """Least squares that pays for large weights, so that columns which say the same share the credit.

    Fails where an effect bends; keeps every column, however useless. O(n d^2), or O(n^2 d) with fewer rows than columns.
    """

    name: ClassVar[str] = "ridge"
    source: ClassVar[str] = "Hoerl & Kennard 1970"
    sparse: ClassVar[bool] = True
    kinds: ClassVar[tuple[Kind, ...]] = ("regression",)
    double: ClassVar[bool] = True

    strength: float = knob(1.0, 1e-4, 1e6, log=True, help="Penalty on the squared weights (alpha): more makes the model simpler.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.linear_model import Ridge as Peer

        return Peer(alpha=self.strength, random_state=seed)
