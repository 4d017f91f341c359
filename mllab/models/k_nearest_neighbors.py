"""k-nearest neighbors: the answers of the rows most alike."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.errors import DataError
from mllab.models._base import Kind, Model
from mllab.params import knob


@dataclass(frozen=True)
class KNearestNeighbors(Model):
    """Predict what the k most similar rows answered: their majority, or their mean.

    Fails with many columns that do not matter, for they count as much as those that do. Learning is free, O(n d); predicting m rows is
    O(m n d).
    """

    name: ClassVar[str] = "k-nearest neighbors"
    source: ClassVar[str] = "Fix & Hodges 1951; Cover & Hart 1967"
    limit: ClassVar[int] = 100_000

    k: int = knob(15, 1, 200, log=True, help="How many neighbors answer: few follow the noise, many blur.")
    weights: Literal["uniform", "distance"] = knob("uniform", help="All neighbors count alike, or near ones more.")
    metric: Literal["euclidean", "manhattan", "cosine"] = knob("euclidean", help="How distance is measured.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

        peer = KNeighborsClassifier if kind == "classification" else KNeighborsRegressor
        return peer(n_neighbors=self.k, weights=self.weights, metric=self.metric)

    def ready(self, X: np.ndarray, y: np.ndarray | None, kind: Kind | None) -> tuple[np.ndarray, np.ndarray, Kind]:
        X, y, kind = super().ready(X, y, kind)
        if len(X) < self.k:
            raise DataError(f"{self.name} needs at least k={self.k} rows to learn from, got {len(X)}. Lower k.")
        return X, y, kind
