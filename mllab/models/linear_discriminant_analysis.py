"""Linear discriminant analysis: every class a cloud of the same shape."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mllab.errors import DataError
from mllab.models._base import Kind, Model
from mllab.params import knob


@dataclass(frozen=True)
class LinearDiscriminantAnalysis(Model):
    """Take every class for a bell-shaped cloud, all of one shape: planes part them.

    Fails where classes differ in spread and not in their middle. Needs more rows than classes. O(n d^2).
    """

    name: ClassVar[str] = "linear discriminant analysis"
    source: ClassVar[str] = "Fisher 1936; Ledoit & Wolf 2004"
    kinds: ClassVar[tuple[Kind, ...]] = ("classification",)
    double: ClassVar[bool] = True

    shrinkage: float = knob(0.0, 0.0, 1.0, help="Calm the common shape towards a ball: helps when columns are many or alike.")
    automatic: bool = knob(False, help="Choose the shrinkage from the data (Ledoit & Wolf) instead.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.discriminant_analysis import LinearDiscriminantAnalysis as Peer

        if self.automatic or self.shrinkage:
            return Peer(solver="lsqr", shrinkage="auto" if self.automatic else self.shrinkage)
        return Peer()

    def ready(self, X: np.ndarray, y: np.ndarray | None, kind: Kind | None) -> tuple[np.ndarray, np.ndarray, Kind]:
        X, y, kind = super().ready(X, y, kind)
        self.varied(X)
        if all((X[y == code] == X[y == code][0]).all() for code in np.unique(y)):
            raise DataError(f"{self.name} needs rows that differ within a class, and in each class all are alike. Take a decision tree.")
        return X, y, kind
