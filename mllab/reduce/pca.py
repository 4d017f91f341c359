"""Principal component analysis: the flat view that keeps most of the spread."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.errors import DataError
from mllab.params import knob
from mllab.reduce._base import Reducer, Reduction
from mllab.script import Script


@dataclass(frozen=True)
class PCA(Reducer):
    """Look at the rows from the side where they spread widest; every axis is a weighted sum of the columns.

    Fails to show structure that is bent, or that lies in directions of little variance. O(n d^2).
    """

    name: ClassVar[str] = "PCA"
    source: ClassVar[str] = "Pearson 1901; Hotelling 1933"
    limit: ClassVar[int] = 1_000_000

    dimensions: int = knob(2, 1, 10, help="Number of axes.")

    def steps(self, X: np.ndarray, seed: int = 0, start: np.ndarray | None = None, y: np.ndarray | None = None) -> Iterator[Reduction]:
        from sklearn.decomposition import PCA as Sklearn

        X = self.check(X)
        if len(X) < 2:
            raise DataError("PCA needs at least 2 points, got 1.")
        fit = Sklearn(n_components=min(self.dimensions, *X.shape), random_state=seed)
        with np.errstate(invalid="ignore"):  # alike rows: no variance to share out
            positions = fit.fit_transform(X)
        shares = np.nan_to_num(fit.explained_variance_ratio_)
        yield Reduction(positions, shares, fit.components_.T.copy(), fit.mean_.copy(), float(shares.sum()), "share of variance kept")

    def script(self, seed: int = 0) -> Script:
        made = f"PCA(n_components=min({self.dimensions}, *X.shape), random_state={seed})"
        return Script(f"positions = {made}.fit_transform(X)", ("from sklearn.decomposition import PCA",))


def place(X: np.ndarray, fitted: Reduction) -> np.ndarray:
    """Positions (m, dimensions) of other rows X (m, d) in the plane of a fitted PCA."""
    if fitted.loadings is None or fitted.middle is None:
        raise DataError("Only a reduction with loadings can place other rows.")
    return (X - fitted.middle) @ fitted.loadings
