"""Poisson regression: counts through a logarithm."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mllab.errors import DataError
from mllab.models._base import Kind, Model
from mllab.params import knob


@dataclass(frozen=True)
class PoissonRegression(Model):
    """Counts and rates, zero or above: columns multiply the prediction instead of adding to it.

    Takes answers of zero or more, not all zero. Fails where the variance is much larger than the mean (its intervals are then too narrow,
    not its predictions), and its exponential runs away from columns outside the range it saw. O(n d^2) per iteration.
    """

    name: ClassVar[str] = "Poisson regression"
    source: ClassVar[str] = "Nelder & Wedderburn 1972"
    kinds: ClassVar[tuple[Kind, ...]] = ("regression",)
    double: ClassVar[bool] = True

    strength: float = knob(1e-3, 1e-8, 100.0, log=True, help="Penalty on the squared weights (alpha): more makes the model simpler.")
    rounds: int = knob(300, 10, 5000, log=True, help="Iterations at most; too few are told in the note.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.linear_model import PoissonRegressor

        return PoissonRegressor(alpha=self.strength, solver="newton-cholesky", tol=1e-6, max_iter=self.rounds)

    def ready(self, X: np.ndarray, y: np.ndarray | None, kind: Kind | None) -> tuple[np.ndarray, np.ndarray, Kind]:
        X, y, kind = super().ready(X, y, kind)
        if (y < 0).any() or not y.any():
            raise DataError(
                f"{self.name} learns from counts, zero or more and not all zero; {int((y < 0).sum()):,} of {len(y):,} answers are negative and "
                f"the largest is {y.max():g}. Choose linear regression, ridge or trees."
            )
        return X, y, kind
