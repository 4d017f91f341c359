"""Spectral embedding: the slowest vibrations of the neighbor graph as axes."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.neighbors import nearest
from mllab.params import knob
from mllab.reduce._base import Reduction
from mllab.reduce._sklearn import AtMost, Wrapped, usable


@dataclass(frozen=True)
class SpectralEmbedding(Wrapped):
    """Join near rows by springs and draw the slowest vibrations: rows that swing together lie together.

    Fails on separate pieces, whose places then mean nothing, and bends a long sheet into a horseshoe. The start of UMAP.
    O(n k) an iteration for a neighbor graph, O(n^2 d) for all pairs (rbf).
    """

    name: ClassVar[str] = "spectral embedding"
    source: ClassVar[str] = "Belkin & Niyogi 2003"
    limit: ClassVar[int] = 10_000
    peer: ClassVar[str] = "sklearn.manifold.SpectralEmbedding"
    cannot: ClassVar[str] = "Lengths and densities: tight groups shrink to points, and a straight line is drawn as a horseshoe."

    dimensions: int = knob(2, 2, 3, help="Number of axes.")
    affinity: Literal["neighbors", "rbf"] = knob("neighbors", help="Which rows are joined: the nearest, or all, the nearer the stronger.")
    neighbors: int = knob(10, 2, 100, help="Nearest rows that each row is joined to, itself counted.")
    gamma: float | None = knob(None, 1e-6, 1e3, log=True, help="Steepness of rbf; empty: 1 / number of columns.")

    def check(self, X: np.ndarray) -> np.ndarray:
        return usable(super().check(X), self.dimensions + 2, self.name)

    def arguments(self, seed: int) -> dict[str, Any]:
        sizes: dict[str, Any] = {"n_components": self.dimensions}
        if self.affinity == "rbf":
            return {**sizes, "affinity": "rbf", "gamma": self.gamma, "random_state": seed}
        return {**sizes, "affinity": "nearest_neighbors", "n_neighbors": AtMost(self.neighbors, "len(X) - 1"), "random_state": seed}

    def picture(self, model: Any, X: np.ndarray) -> Reduction:
        if self.affinity == "rbf":
            return Reduction(model.fit_transform(X))
        model.set_params(affinity="precomputed")  # the same graph, from the neighbors that are kept
        return Reduction(model.fit_transform(joined(X, model.n_neighbors)))


def joined(X: np.ndarray, k: int) -> Any:
    """The graph (n, n) of scikit-learn's nearest_neighbors: 1 where both are neighbors, 1/2 where one is; each row is its own first."""
    from scipy.sparse import csr_matrix, identity

    n = len(X)
    indices = nearest(X, k - 1).indices if k > 1 else np.empty((n, 0), np.int32)
    graph = csr_matrix((np.ones(indices.size), indices.ravel(), np.arange(0, indices.size + 1, max(k - 1, 1))), shape=(n, n))
    graph = graph + identity(n, format="csr")
    return (graph + graph.T) * 0.5
