"""Quadratic discriminant analysis: every class a cloud of its own shape."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mllab.errors import DataError
from mllab.models._base import Kind, Model
from mllab.params import knob

WORK = 2e10  # classes times columns cubed: some ten seconds


@dataclass(frozen=True)
class QuadraticDiscriminantAnalysis(Model):
    """Take every class for a bell-shaped cloud of its own shape: curved borders part them.

    Needs two rows of every class or more, and many more than columns unless it is regularized. O(n d^2 + k d^3).
    """

    name: ClassVar[str] = "quadratic discriminant analysis"
    source: ClassVar[str] = "Smith 1947; Friedman 1989"
    kinds: ClassVar[tuple[Kind, ...]] = ("classification",)
    double: ClassVar[bool] = True

    regularization: float = knob(0.1, 0.0, 1.0, help="Calm every cloud towards a ball (shrinkage): 0 trusts the rows of each class wholly.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis as Peer

        return Peer(solver="eigen", shrinkage=self.regularization, tol=1e-9) if self.regularization else Peer()

    def ready(self, X: np.ndarray, y: np.ndarray | None, kind: Kind | None) -> tuple[np.ndarray, np.ndarray, Kind]:
        X, y, kind = super().ready(X, y, kind)
        self.varied(X)
        if (classes := len(np.unique(y))) * X.shape[1] ** 3 > WORK:
            raise DataError(
                f"{self.name} takes apart a matrix of {X.shape[1]:,} x {X.shape[1]:,} for each of {classes:,} classes, which takes too long. "
                "Choose fewer columns, or linear discriminant analysis."
            )
        return X, y, kind
