"""Truncated singular value decomposition: PCA that leaves the zero where it is."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.errors import DataError
from mllab.params import knob
from mllab.reduce._base import Reduction
from mllab.reduce._linear import Linear
from mllab.reduce._sklearn import AtMost


@dataclass(frozen=True)
class TruncatedSVD(Linear):
    """Write the table as its few strongest patterns, measured from zero and not from the mean; on word counts this is LSA.

    Fails when the mean row is far from zero: the first axis then only says how large a row is. O(n d k) (Halko et al. 2011).
    """

    name: ClassVar[str] = "truncated SVD"
    source: ClassVar[str] = "Eckart & Young 1936; Deerwester et al. 1990"
    limit: ClassVar[int] = 1_000_000
    peer: ClassVar[str] = "sklearn.decomposition.TruncatedSVD"
    cannot: ClassVar[str] = "Only straight directions from zero: when the rows lie far from it, the first axis is mostly their mean."

    dimensions: int = knob(2, 2, 3, help="Number of axes.")
    solver: Literal["randomized", "arpack"] = knob("randomized", help="Randomized is fast; ARPACK is exact.")
    iterations: int = knob(5, 0, 50, help="Power iterations of the randomized solver: more are more exact.")

    def arguments(self, seed: int) -> dict[str, Any]:
        how = {"algorithm": self.solver, "n_iter": self.iterations, "random_state": seed}
        return {"n_components": AtMost(self.dimensions, "*X.shape"), **how}

    def check(self, X: np.ndarray) -> np.ndarray:
        X = super().check(X)
        if X.shape[1] < 2:
            raise DataError(f"{self.name} needs at least 2 columns, got 1. Choose more columns.")
        if self.solver == "arpack" and self.dimensions >= min(X.shape):
            raise DataError(
                f"{self.name} by ARPACK needs more than {self.dimensions} rows and columns, got {X.shape[0]} and {X.shape[1]}. "
                "Choose solver='randomized'."
            )
        return X

    def picture(self, model: Any, X: np.ndarray) -> Reduction:
        positions = model.fit_transform(X)
        shares = np.nan_to_num(model.explained_variance_ratio_)
        middle = np.zeros(X.shape[1], X.dtype)
        return Reduction(positions, shares, model.components_.T.copy(), middle, float(shares.sum()), "share of variance kept")
