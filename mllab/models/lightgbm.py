"""LightGBM: gradient boosting that grows each tree at its best leaf."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from mllab.models._base import Kind
from mllab.models._boost import Boost
from mllab.params import knob


@dataclass(frozen=True)
class LightGBM(Boost):
    """Gradient boosting by a library of its own: columns in bins, each tree grown where it helps most.

    Too many leaves for few rows learn the noise; cannot go beyond the answers it has seen. O(n d) per tree, one tree per class and round.
    """

    name: ClassVar[str] = "LightGBM"
    source: ClassVar[str] = "Ke et al. 2017"
    package: ClassVar[str] = "lightgbm"
    only: ClassVar = MappingProxyType({"quantile": "regression"})

    members: int = knob(100, 1, 1000, log=True, unit="rounds", help="Trees in turn (n_estimators): with a smaller rate take more.")
    rate: float = knob(0.1, 0.005, 1.0, log=True, help="How much each tree counts (learning rate): less needs more trees and is safer.")
    leaves: int = knob(31, 2, 255, log=True, help="Leaves of each tree at most.")
    leaf: int = knob(20, 1, 500, log=True, unit="rows", help="Rows that a leaf must hold (min_child_samples): more is smoother.")
    rows: float = knob(1.0, 0.1, 1.0, unit="of the rows", help="Rows drawn for each tree (subsample).")
    columns: float = knob(1.0, 0.1, 1.0, unit="of the columns", help="Columns drawn for each tree (colsample_bytree).")
    l2: float = knob(0.0, 0.0, 100.0, help="Penalty on the leaves' squared values (reg_lambda).")
    quantile: float | None = knob(
        None, 0.01, 0.99, help="Share of the answers that shall lie below the prediction; empty: predict the answer itself."
    )

    def peer(self, kind: Kind) -> type:
        try:
            import lightgbm
        except ImportError as wrong:
            raise self.missing(wrong) from wrong
        made: type = lightgbm.LGBMClassifier if kind == "classification" else lightgbm.LGBMRegressor
        return made

    def arguments(self, kind: Kind, seed: int) -> dict[str, Any]:
        return {
            "n_estimators": self.members,
            "learning_rate": self.rate,
            "num_leaves": self.leaves,
            "min_child_samples": self.leaf,
            "subsample": self.rows,
            "subsample_freq": 1,
            "colsample_bytree": self.columns,
            "reg_lambda": self.l2,
            "random_state": seed,
            "deterministic": True,
            "force_row_wise": True,
            "n_jobs": 1,
            "verbose": -1,
            **({"objective": "quantile", "alpha": self.quantile} if kind == "regression" and self.quantile is not None else {}),
        }

    def watched(self, X: np.ndarray, y: np.ndarray, kind: Kind) -> dict[str, Any]:
        told = (
            np.unique(y, return_inverse=True)[1] if kind == "classification" else y
        )  # it numbers the classes it learns from, but not these
        return {"eval_X": (X,), "eval_y": (told,), "eval_names": ["train"]}

    def losses(self, fitted: Any) -> np.ndarray:
        (losses,) = fitted.evals_result_["train"].values()
        return np.array(losses)
