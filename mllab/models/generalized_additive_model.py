"""A generalized additive model: the sum of one smooth curve per column."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mllab.errors import DataError
from mllab.models._base import Kind, Model
from mllab.params import knob

MOST = 6000  # weights, over all classes: the solver's matrix has this number squared


@dataclass(frozen=True)
class GeneralizedAdditiveModel(Model):
    """Add up one smooth curve per column (a penalized spline), for numbers or for the odds of a class.

    Shows how each column acts, bends and all; misses what columns do only together. O(n p^2) with p = columns times pieces.
    """

    name: ClassVar[str] = "generalized additive model"
    source: ClassVar[str] = "Hastie & Tibshirani 1986; Eilers & Marx 1996"
    double: ClassVar[bool] = True
    own: ClassVar[bool] = True
    quick: ClassVar[bool] = False

    smoothness: float = knob(1.0, 1e-3, 1e5, log=True, help="Penalty on bends (lambda): more makes the curves straighter, towards a plane.")
    pieces: int = knob(10, 3, 40, help="Pieces of each curve; more allow finer bends where the penalty lets them.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.linear_model import LogisticRegression, Ridge
        from sklearn.pipeline import make_pipeline

        from mllab.models.estimators.splines import PenalizedSplines

        if kind == "regression":
            return make_pipeline(PenalizedSplines(self.pieces), Ridge(alpha=self.smoothness))
        return make_pipeline(
            PenalizedSplines(self.pieces), LogisticRegression(C=1 / self.smoothness, solver="newton-cholesky", max_iter=200)
        )

    def ready(self, X: np.ndarray, y: np.ndarray | None, kind: Kind | None) -> tuple[np.ndarray, np.ndarray, Kind]:
        X, y, kind = super().ready(X, y, kind)
        classes = len(np.unique(y)) if kind == "classification" else 1
        curves = sum(len(np.unique(column[:1000])) > 3 for column in X.T)
        if (weights := (classes if classes > 2 else 1) * (X.shape[1] + curves * (self.pieces + 1))) > MOST:
            raise DataError(
                f"{self.name} has {weights:,} weights for {curves:,} curved columns and {classes:,} classes; at most {MOST:,} are solved for. "
                "Lower pieces, or choose fewer columns or another model."
            )
        return X, y, kind
