"""Neighborhood components analysis: the side from which nearest neighbors are of the same class."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.params import knob
from mllab.peers import quiet, threads_for
from mllab.reduce._base import Reduction
from mllab.reduce._labels import classes
from mllab.reduce._linear import Linear
from mllab.reduce._sklearn import AtMost, finished, written
from mllab.script import Script


@dataclass(frozen=True)
class NCA(Linear):
    """Turn and stretch the table so that a row's near neighbors belong to its own class.

    Classes may lie in several pieces. Fails when columns have very different units (scale them first), and with many columns it
    parts classes that are not apart. Rows without a class (-1) are drawn but not learned from. O(n^2 d) an iteration, O(n^2) memory.
    """

    name: ClassVar[str] = "NCA"
    source: ClassVar[str] = "Goldberger, Roweis, Hinton & Salakhutdinov 2004"
    limit: ClassVar[int] = 3_000
    labelled: ClassVar[Literal["no", "may", "must"]] = "must"
    peer: ClassVar[str] = "sklearn.neighbors.NeighborhoodComponentsAnalysis"
    cannot: ClassVar[str] = "Anything but the given classes: with many columns even classes by chance look apart."

    dimensions: int = knob(2, 2, 3, help="Number of axes.")
    initial: Literal["auto", "pca", "lda", "random"] = knob("auto", help="Where it starts; auto: LDA where classes suffice, else PCA.")
    iterations: int = knob(50, 1, 1000, log=True, help="Iterations at most.")

    def arguments(self, seed: int) -> dict[str, Any]:
        count = AtMost(self.dimensions, "X.shape[1]")
        return {"n_components": count, "init": self.initial, "max_iter": self.iterations, "random_state": seed}

    def steps(self, X: np.ndarray, seed: int = 0, start: np.ndarray | None = None, y: np.ndarray | None = None) -> Iterator[Reduction]:
        X = self.check(X)
        y = classes(y, X, self.name)
        known = y >= 0
        with quiet() as heard, threads_for(X):
            model = self.model(X, seed).fit(X[known], y[known])
            loadings = model.components_.T.copy()
            positions = X @ loadings
            right = right_share(positions[known], y[known])
        middle = np.zeros(X.shape[1], X.dtype)
        state = Reduction(
            positions, None, loadings, middle, right, "expected share of right neighbors", int(model.n_iter_), self.iterations
        )
        yield finished(state, self.name, heard)

    def script(self, seed: int = 0) -> Script:
        template = "{made}.fit(X[y >= 0], y[y >= 0]).transform({X})"
        return written(self.peer, self.arguments(seed), template=template)


def right_share(positions: np.ndarray, y: np.ndarray) -> float:
    """How often a neighbor drawn with chance exp(-distance^2) is of the row's own class, on average: what NCA raises. O(n^2)."""
    from scipy.spatial.distance import cdist
    from scipy.special import softmax

    near = -cdist(positions, positions, "sqeuclidean")
    np.fill_diagonal(near, -np.inf)
    return float((softmax(near, axis=1) * (y[:, None] == y)).sum(axis=1).mean())
