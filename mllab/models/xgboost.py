"""XGBoost: gradient boosting with second derivatives and penalties."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from mllab.models._base import Kind
from mllab.models._boost import Boost
from mllab.params import knob


@dataclass(frozen=True)
class XGBoost(Boost):
    """Gradient boosting by a library of its own: trees by second derivatives, with penalties on their leaves.

    Too many rounds with too deep trees learn the noise; cannot go beyond the answers it has seen. O(n d) per tree, one tree per class and
    round.
    """

    name: ClassVar[str] = "XGBoost"
    source: ClassVar[str] = "Chen & Guestrin 2016"
    package: ClassVar[str] = "xgboost"
    only: ClassVar = MappingProxyType({"quantile": "regression"})

    members: int = knob(100, 1, 1000, log=True, unit="rounds", help="Trees in turn (n_estimators): with a smaller rate take more.")
    rate: float = knob(0.1, 0.005, 1.0, log=True, help="How much each tree counts (learning rate): less needs more trees and is safer.")
    depth: int = knob(6, 1, 12, help="Questions of each tree: how many columns may act together.")
    rows: float = knob(1.0, 0.1, 1.0, unit="of the rows", help="Rows drawn for each tree (subsample).")
    columns: float = knob(1.0, 0.1, 1.0, unit="of the columns", help="Columns drawn for each tree (colsample_bytree).")
    leaf: float = knob(1.0, 0.0, 100.0, help="Weight that a leaf must hold (min_child_weight): rows, for squared errors.")
    l2: float = knob(1.0, 0.0, 100.0, help="Penalty on the leaves' squared values (reg_lambda).")
    quantile: float | None = knob(
        None, 0.01, 0.99, help="Share of the answers that shall lie below the prediction; empty: predict the answer itself."
    )

    def peer(self, kind: Kind) -> type:
        try:
            import xgboost
        except ImportError as wrong:
            raise self.missing(wrong) from wrong
        made: type = xgboost.XGBClassifier if kind == "classification" else xgboost.XGBRegressor
        return made

    def arguments(self, kind: Kind, seed: int) -> dict[str, Any]:
        return {
            "n_estimators": self.members,
            "learning_rate": self.rate,
            "max_depth": self.depth,
            "subsample": self.rows,
            "colsample_bytree": self.columns,
            "min_child_weight": self.leaf,
            "reg_lambda": self.l2,
            "random_state": seed,
            "n_jobs": 1,
            **(
                {"objective": "reg:quantileerror", "quantile_alpha": self.quantile}
                if kind == "regression" and self.quantile is not None
                else {}
            ),
        }

    def suited(self, kind: Kind, seed: int, X: Any, y: Any) -> Any:
        """A class of our own where class codes have gaps, which XGBoost refuses."""
        if kind == "classification" and isinstance(y, np.ndarray) and not np.array_equal(np.unique(y), np.arange(len(np.unique(y)))):
            from mllab.models.estimators.gaps import GapsXGBClassifier

            return GapsXGBClassifier(**self.arguments(kind, seed))
        return self.estimator(kind, seed)

    def watched(self, X: np.ndarray, y: np.ndarray, kind: Kind) -> dict[str, Any]:
        """The very y where its codes have no gaps, for then XGBoost sees that it has these rows already."""
        numbered = np.unique(y, return_inverse=True)[1] if kind == "classification" else y
        return {"eval_set": [(X, y if np.array_equal(numbered, y) else numbered)], "verbose": False}

    def losses(self, fitted: Any) -> np.ndarray:
        ((name, losses),) = fitted.evals_result()["validation_0"].items()
        return np.array(losses) ** 2 if name == "rmse" else np.array(losses)
