"""Classical multidimensional scaling: a map from a table of distances, in one step."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from mllab.params import knob
from mllab.peers import call, threads_for
from mllab.reduce._base import Reducer, Reduction
from mllab.reduce._distances import beside, between, distances, spectrum
from mllab.reduce._sklearn import AtMost, finished, usable
from mllab.script import Script


@dataclass(frozen=True)
class ClassicalMDS(Reducer):
    """Turn distances into inner products and keep their strongest directions; with Euclidean distances this is PCA.

    Fails when the distances fit no flat space (cosine, travel times): what does not fit is left out without a word. The numbers are
    scikit-learn's, by Lanczos iteration instead of all eigenvectors. O(n^2 d), O(n^2) memory.
    """

    name: ClassVar[str] = "classical MDS"
    source: ClassVar[str] = "Torgerson 1952; Gower 1966"
    limit: ClassVar[int] = 8_000
    places: ClassVar[bool] = True
    cannot: ClassVar[str] = "Small distances: large ones decide the picture, and rows that differ little fall together."

    dimensions: int = knob(2, 2, 3, help="Number of axes.")
    metric: Literal["euclidean", "manhattan", "cosine", "precomputed"] = knob(
        "euclidean", help="How distance is measured; precomputed: the table itself holds the distances, row by row."
    )

    def steps(self, X: np.ndarray, seed: int = 0, start: np.ndarray | None = None, y: np.ndarray | None = None) -> Iterator[Reduction]:
        X = usable(self.check(X), 2, self.name)
        with threads_for(X):
            squared = distances(X, self.metric, self.name) ** 2
            positions, values = spectrum(squared, min(self.dimensions, len(X) - 1), seed)
        if self.metric != "euclidean":
            yield finished(Reduction(positions), self.name)
            return
        total = squared.mean() * len(X) / 2  # the trace of the centred inner products
        shares = np.maximum(values, 0) / total if total else np.zeros(len(values))
        yield finished(Reduction(positions, shares, objective=float(shares.sum()), objective_name="share of variance kept"), self.name)

    def script(self, seed: int = 0) -> Script:
        made = call("ClassicalMDS", n_components=AtMost(self.dimensions, "len(X) - 1"), metric=self.metric)
        imports = ("import numpy as np", "from sklearn.manifold import ClassicalMDS")
        return Script(f"positions = np.nan_to_num({made}.fit_transform(X))", imports)

    def place(self, new: np.ndarray, X: np.ndarray, fitted: Reduction) -> np.ndarray:
        """Positions (m, k) of new rows (m, d) by their distances to the fitted ones; O(n^2 d + n m d). Source: Gower 1968."""
        X = self.check(X)
        mean = -0.5 * (distances(X, self.metric, self.name) ** 2).mean(axis=0)
        return beside(-0.5 * between(new, X, self.metric, self.name) ** 2, mean, fitted.positions)
