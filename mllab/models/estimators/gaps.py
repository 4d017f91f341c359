"""XGBoost for class codes with gaps: a fold may hold classes 0 and 2 of three."""

from typing import Any, Self

import numpy as np
from xgboost import XGBClassifier


class GapsXGBClassifier(XGBClassifier):
    """XGBClassifier that takes any class codes; XGBoost itself wants 0 to k-1, each of them present."""

    def fit(self, X: np.ndarray, y: np.ndarray, **more: Any) -> Self:
        """Learn from y renumbered without gaps."""
        self.codes_: np.ndarray | None = None
        codes, numbered = np.unique(y, return_inverse=True)
        super().fit(X, numbered, **more)
        self.codes_ = codes
        return self

    def predict(self, X: np.ndarray, **more: Any) -> np.ndarray:
        """(n,) class codes as they were given."""
        found: np.ndarray = self.classes_[super().predict(X, **more).astype(np.int64)]
        return found

    @property
    def classes_(self) -> np.ndarray:
        """(k,) class codes in the order of the columns of predict_proba."""
        return np.arange(self.n_classes_) if self.codes_ is None else self.codes_
