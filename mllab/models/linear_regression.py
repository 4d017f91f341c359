"""Linear regression by ordinary least squares."""

from dataclasses import dataclass
from typing import Any, ClassVar

from mllab.models._base import Kind, Model
from mllab.params import knob


@dataclass(frozen=True)
class LinearRegression(Model):
    """Predict a number as a weighted sum of the columns, the weights with the least squared error.

    Fails where an effect bends, and one wild answer can turn it; with nearly as many columns as rows it learns the noise: take ridge.
    Of columns that repeat each other it takes the shortest weights. O(n d^2).
    """

    name: ClassVar[str] = "linear regression"
    source: ClassVar[str] = "Legendre 1805; Gauss 1809"
    kinds: ClassVar[tuple[Kind, ...]] = ("regression",)
    double: ClassVar[bool] = True

    positive: bool = knob(False, help="Allow no weight below zero: more of a column never lowers the prediction.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.linear_model import LinearRegression as Peer

        return Peer(positive=self.positive)
