"""Principal component analysis: the flat view that keeps most of the spread."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.errors import DataError
from mllab.params import knob
from mllab.reduce._base import Reduction
from mllab.reduce._linear import Linear
from mllab.reduce._sklearn import AtMost

SOLVERS = {"auto": "auto", "exact": "full", "randomized": "randomized"}


@dataclass(frozen=True)
class PCA(Linear):
    """Look at the rows from the side where they spread widest; every axis is a weighted sum of the columns.

    Fails to show structure that is bent, or that lies in directions of little variance. The sign of an axis means nothing; it is
    fixed so that the largest weight is positive. Exact O(n d min(n, d)), randomized O(n d k) (Halko, Martinsson & Tropp 2011).
    """

    name: ClassVar[str] = "PCA"
    source: ClassVar[str] = "Pearson 1901; Hotelling 1933"
    limit: ClassVar[int] = 1_000_000
    peer: ClassVar[str] = "sklearn.decomposition.PCA"
    cannot: ClassVar[str] = "Only straight directions of great spread: what is bent or small lies on top of each other."
    asks_always: ClassVar[bool] = True

    dimensions: int = knob(2, 1, 10, help="Number of axes.")
    solver: Literal["auto", "exact", "randomized"] = knob(
        "auto", help="Exact takes all axes apart; randomized finds only the first ones, faster in wide tables; auto chooses."
    )
    whiten: bool = knob(False, help="Give every axis the same spread, so that small ones are seen as well as large ones.")

    def arguments(self, seed: int) -> dict[str, Any]:
        chosen = {"n_components": AtMost(self.dimensions, "*X.shape"), "svd_solver": SOLVERS[self.solver]}
        return chosen | ({"whiten": True} if self.whiten else {}) | {"random_state": seed}

    def picture(self, model: Any, X: np.ndarray) -> Reduction:
        positions = model.fit_transform(X)
        shares = np.nan_to_num(model.explained_variance_ratio_)
        loadings = model.components_.T.copy()
        if self.whiten:
            spread = np.sqrt(model.explained_variance_)
            loadings /= np.maximum(spread, np.finfo(spread.dtype).eps)
        return Reduction(positions, shares, loadings, model.mean_.copy(), float(shares.sum()), "share of variance kept")


def place(X: np.ndarray, fitted: Reduction) -> np.ndarray:
    """Positions (m, dimensions) of other rows X (m, d) in the plane of a fitted PCA."""
    if fitted.loadings is None or fitted.middle is None:
        raise DataError("Only a reduction with loadings can place other rows.")
    return (X - fitted.middle) @ fitted.loadings
