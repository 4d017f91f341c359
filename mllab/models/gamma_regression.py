"""Gamma regression: positive amounts whose spread grows with their size."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mllab.errors import DataError
from mllab.models._base import Kind, Model
from mllab.params import knob


@dataclass(frozen=True)
class GammaRegression(Model):
    """Amounts above zero, such as costs and durations, whose spread grows with their size: columns multiply the prediction.

    Takes answers above zero only. Fails where many answers are close to zero, and its exponential runs away from columns outside the range
    it saw. O(n d^2) per iteration.
    """

    name: ClassVar[str] = "gamma regression"
    source: ClassVar[str] = "Nelder & Wedderburn 1972"
    kinds: ClassVar[tuple[Kind, ...]] = ("regression",)
    double: ClassVar[bool] = True

    strength: float = knob(1e-3, 1e-8, 100.0, log=True, help="Penalty on the squared weights (alpha): more makes the model simpler.")
    rounds: int = knob(300, 10, 5000, log=True, help="Iterations at most; too few are told in the note.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.linear_model import GammaRegressor

        return GammaRegressor(alpha=self.strength, solver="newton-cholesky", tol=1e-6, max_iter=self.rounds)

    def ready(self, X: np.ndarray, y: np.ndarray | None, kind: Kind | None) -> tuple[np.ndarray, np.ndarray, Kind]:
        X, y, kind = super().ready(X, y, kind)
        if (y <= 0).any():
            raise DataError(
                f"{self.name} learns from amounts above zero; {int((y <= 0).sum()):,} of {len(y):,} answers are zero or below. "
                "Choose Poisson regression for counts with zeros, or linear regression, ridge or trees."
            )
        return X, y, kind
