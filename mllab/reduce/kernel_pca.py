"""Kernel PCA: principal components after a bend of the space."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.params import knob
from mllab.reduce._base import Reduction
from mllab.reduce._distances import beside
from mllab.reduce._linear import newcomers
from mllab.reduce._sklearn import AtMost, Wrapped


@dataclass(frozen=True)
class KernelPCA(Wrapped):
    """PCA of the rows as a kernel sees them: with "rbf", what is near counts, and bent groups can come apart.

    Fails when gamma does not fit the scale of the data: far too large makes all rows equally unlike, far too small gives PCA.
    O(n^2 d) and more for the eigenvectors, O(n^2) memory.
    """

    name: ClassVar[str] = "kernel PCA"
    source: ClassVar[str] = "Schölkopf, Smola & Müller 1998"
    limit: ClassVar[int] = 5_000
    peer: ClassVar[str] = "sklearn.decomposition.KernelPCA"
    places: ClassVar[bool] = True
    cannot: ClassVar[str] = "Distances follow the kernel, not the table: how far apart two groups lie depends on gamma."

    dimensions: int = knob(2, 2, 3, help="Number of axes.")
    kernel: Literal["rbf", "poly", "sigmoid", "cosine", "linear"] = knob("rbf", help="How the likeness of two rows is measured.")
    gamma: float | None = knob(None, 1e-6, 1e3, log=True, help="Steepness of rbf, poly and sigmoid; empty: 1 / number of columns.")
    degree: int = knob(3, 2, 10, help="Power of the poly kernel.")

    def arguments(self, seed: int) -> dict[str, Any]:
        bend = {"gamma": self.gamma, "degree": self.degree}
        return {"n_components": AtMost(self.dimensions, "len(X) - 1"), "kernel": self.kernel, **bend, "random_state": seed}

    def picture(self, model: Any, X: np.ndarray) -> Reduction:
        return Reduction(np.nan_to_num(model.fit_transform(X)))

    def place(self, new: np.ndarray, X: np.ndarray, fitted: Reduction) -> np.ndarray:
        """Positions (m, k) of new rows (m, d): their kernel with every row of X, on the same axes. O(n m d + n^2 d)."""
        X = self.check(X)
        return beside(self._likeness(newcomers(new, X.shape[1], self.name), X), self._likeness(X, X).mean(axis=0), fitted.positions)

    def _likeness(self, A: np.ndarray, B: np.ndarray) -> np.ndarray:
        from sklearn.metrics.pairwise import pairwise_kernels

        return pairwise_kernels(A, B, metric=self.kernel, filter_params=True, gamma=self.gamma, degree=self.degree, coef0=1)
