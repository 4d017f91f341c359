"""The lasso: least squares with a penalty that sets weights to zero."""

from dataclasses import dataclass
from typing import Any, ClassVar

from mllab.models._base import Kind, Model
from mllab.models._script import spread
from mllab.params import knob


@dataclass(frozen=True)
class Lasso(Model):
    """Least squares that pays for the size of its weights and so leaves most of them at zero: it chooses columns.

    Of columns that say the same it keeps one, almost at random; the weights that stay are too small. O(n d) per round.
    """

    name: ClassVar[str] = "lasso"
    source: ClassVar[str] = "Tibshirani 1996"
    kinds: ClassVar[tuple[Kind, ...]] = ("regression",)
    double: ClassVar[bool] = True

    strength: float = knob(
        0.01, 1e-5, 1.0, log=True, unit="standard deviations of the answer", help="Penalty on weights (alpha): more keeps fewer columns."
    )
    rounds: int = knob(2000, 100, 20_000, log=True, help="Rounds over the columns at most; too few are told in the note.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.linear_model import Lasso as Peer

        return Peer(alpha=self.strength, max_iter=self.rounds)

    def suited(self, kind: Kind, seed: int, X: Any, y: Any) -> Any:
        return self.estimator(kind, seed).set_params(alpha=self.strength * spread(y))
