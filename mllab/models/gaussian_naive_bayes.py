"""Gaussian naive Bayes: every column a bell curve per class."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mllab.models._base import Kind, Model
from mllab.params import knob


@dataclass(frozen=True)
class GaussianNaiveBayes(Model):
    """Describe every column by a bell curve per class, as if columns had nothing to do with each other, and take the likeliest class.

    Columns that say the same are counted twice, so its probabilities are too sure; bent or skewed columns fit badly. O(n d).
    """

    name: ClassVar[str] = "Gaussian naive Bayes"
    source: ClassVar[str] = "Hand & Yu 2001"
    kinds: ClassVar[tuple[Kind, ...]] = ("classification",)

    smoothing: float = knob(
        1e-3, 1e-9, 1.0, log=True, unit="the largest variance", help="Added to every variance, so that no column is taken for certain."
    )

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.naive_bayes import GaussianNB

        return GaussianNB(var_smoothing=self.smoothing)

    def ready(self, X: np.ndarray, y: np.ndarray | None, kind: Kind | None) -> tuple[np.ndarray, np.ndarray, Kind]:
        X, y, kind = super().ready(X, y, kind)
        self.varied(X)
        return X, y, kind
