"""Quantile regression: a plane below which a chosen share of the answers lies."""

from dataclasses import dataclass
from typing import Any, ClassVar

from mllab.models._base import Kind, Model
from mllab.params import knob


@dataclass(frozen=True)
class QuantileRegression(Model):
    """A weighted sum below which a chosen share of the answers lies: 0.5 is the median, 0.9 a value that one in ten exceeds.

    Wild answers do not move it. Fails where an effect bends; planes of two quantiles may cross. A linear program: O(n d) per pivot, and
    pivots grow with n.
    """

    name: ClassVar[str] = "quantile regression"
    source: ClassVar[str] = "Koenker & Bassett 1978"
    kinds: ClassVar[tuple[Kind, ...]] = ("regression",)
    double: ClassVar[bool] = True
    limit: ClassVar[int] = 20_000
    quick: ClassVar[bool] = False

    quantile: float = knob(0.5, 0.01, 0.99, help="Share of the answers that shall lie below the prediction.")
    strength: float = knob(0.0, 0.0, 1.0, help="Penalty on weights (alpha): more sets more of them to zero.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.linear_model import QuantileRegressor

        return QuantileRegressor(quantile=self.quantile, alpha=self.strength, solver="highs")
