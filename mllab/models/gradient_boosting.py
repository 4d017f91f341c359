"""Gradient boosting: small trees in turn, each on what is still wrong."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.models._base import Kind
from mllab.models._grown import NONE, Grown, Watch
from mllab.models._sooner import Sooner
from mllab.params import knob


@dataclass(frozen=True)
class GradientBoosting(Sooner, Grown):
    """Small trees one after another, each fitted to what is still wrong, each counting a little.

    Exact splits, hence slow above ten thousand rows: take histogram gradient boosting. Too many trees learn the noise.
    O(n d log n) per tree, one tree per class and round.
    """

    name: ClassVar[str] = "gradient boosting"
    source: ClassVar[str] = "Friedman 2001; Friedman 2002"
    only: ClassVar = MappingProxyType({"loss": "regression", "quantile": "regression"})
    limit: ClassVar[int] = 100_000

    members: int = knob(100, 1, 1000, log=True, unit="rounds", help="Trees in turn: with a smaller rate take more.")
    rate: float = knob(0.1, 0.005, 1.0, log=True, help="How much each tree counts (learning rate): less needs more trees and is safer.")
    depth: int = knob(3, 1, 10, help="Questions of each tree: how many columns may act together.")
    rows: float = knob(1.0, 0.1, 1.0, unit="of the rows", help="Rows drawn for each tree (subsample): less is faster, and steadier.")
    leaf: int = knob(1, 1, 200, log=True, unit="rows", help="Rows that a leaf must hold: more is smoother.")
    loss: Literal["squared", "absolute", "huber"] = knob("squared", help="What an error costs; absolute and huber bear wild answers.")
    quantile: float | None = knob(
        None, 0.01, 0.99, help="Share of the answers that shall lie below the prediction; empty: predict the answer itself."
    )

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor

        asked: dict[str, Any] = {
            "n_estimators": self.members,
            "learning_rate": self.rate,
            "max_depth": self.depth,
            "subsample": self.rows,
            "min_samples_leaf": self.leaf,
            "random_state": seed,
        }
        if kind == "classification":
            return GradientBoostingClassifier(**asked)
        if self.quantile is not None:
            return GradientBoostingRegressor(loss="quantile", alpha=self.quantile, **asked)
        return GradientBoostingRegressor(loss={"squared": "squared_error", "absolute": "absolute_error"}.get(self.loss, self.loss), **asked)

    def watch(self, X: np.ndarray, y: np.ndarray, kind: Kind) -> tuple[Watch, str]:
        """Its own records; that of two classes is twice the log loss. With a part of the rows drawn, the others are the validation."""
        half = 0.5 if kind == "classification" and len(np.unique(y)) == 2 else 1.0

        def read(ensemble: Any) -> tuple[np.ndarray, np.ndarray]:
            return half * ensemble.train_score_, half * ensemble.oob_scores_ if self.rows < 1 else NONE

        loss = f"{self.loss} error" if self.quantile is None else "pinball loss"
        return read, "log loss" if kind == "classification" else loss
