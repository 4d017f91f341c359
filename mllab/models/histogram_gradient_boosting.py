"""Histogram gradient boosting: trees in turn over columns cut into at most 255 bins."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.models._base import Kind
from mllab.models._grown import NONE, Grown, Watch
from mllab.params import knob


@dataclass(frozen=True)
class HistogramGradientBoosting(Grown):
    """Gradient boosting over columns cut into 255 bins at most: as good as with exact splits, and fast for many rows.

    Too many rounds learn the noise: watch the loss or stop early. Cannot go beyond the answers it has seen. O(n d) per tree, one tree per
    class and round.
    """

    name: ClassVar[str] = "histogram gradient boosting"
    source: ClassVar[str] = "Ke et al. 2017"
    only: ClassVar = MappingProxyType({"loss": "regression", "quantile": "regression", "balanced": "classification"})
    grows: ClassVar[str] = "max_iter"

    members: int = knob(100, 1, 1000, log=True, unit="rounds", help="Trees in turn: with a smaller rate take more.")
    rate: float = knob(0.1, 0.005, 1.0, log=True, help="How much each tree counts (learning rate): less needs more trees and is safer.")
    leaves: int = knob(31, 2, 255, log=True, help="Leaves of each tree at most.")
    leaf: int = knob(20, 1, 500, log=True, unit="rows", help="Rows that a leaf must hold: more is smoother.")
    l2: float = knob(0.0, 0.0, 100.0, help="Penalty on the leaves' squared values.")
    patience: int = knob(
        0, 0, 50, unit="rounds", help="Set a tenth of the rows aside and stop when they get no better for so long; 0 never."
    )
    loss: Literal["squared", "absolute"] = knob("squared", help="What an error costs; absolute bears wild answers.")
    quantile: float | None = knob(
        None, 0.01, 0.99, help="Share of the answers that shall lie below the prediction; empty: predict the answer itself."
    )
    balanced: bool = knob(False, help="Weigh rare classes up, so that each class counts the same.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

        asked: dict[str, Any] = {
            "max_iter": self.members,
            "learning_rate": self.rate,
            "max_leaf_nodes": self.leaves,
            "min_samples_leaf": self.leaf,
            "l2_regularization": self.l2,
            "early_stopping": self.patience > 0,
            "random_state": seed,
        }
        if self.patience:
            asked["n_iter_no_change"] = self.patience
        if kind == "classification":
            return HistGradientBoostingClassifier(class_weight="balanced" if self.balanced else None, **asked)
        if self.quantile is not None:
            return HistGradientBoostingRegressor(loss="quantile", quantile=self.quantile, **asked)
        return HistGradientBoostingRegressor(loss=f"{self.loss}_error", **asked)

    def prepared(self, ensemble: Any) -> Any:
        """It keeps its training loss only when it might stop: without patience, told to, after more rounds than there are."""
        if self.patience:
            return ensemble
        return ensemble.set_params(early_stopping=True, validation_fraction=None, n_iter_no_change=self.members + 1)

    def grown(self, ensemble: Any) -> int:
        return int(ensemble.n_iter_)

    def watch(self, X: np.ndarray, y: np.ndarray, kind: Kind) -> tuple[Watch, str]:
        """Its own scores: losses with the sign turned, squared errors halved, the first before any tree."""
        sign = -2.0 if kind == "regression" and self.loss == "squared" and self.quantile is None else -1.0

        def read(ensemble: Any) -> tuple[np.ndarray, np.ndarray]:
            return sign * np.asarray(ensemble.train_score_)[1:], sign * np.asarray(ensemble.validation_score_)[
                1:
            ] if self.patience else NONE

        loss = f"{self.loss} error" if self.quantile is None else "pinball loss"
        return read, "log loss" if kind == "classification" else loss
