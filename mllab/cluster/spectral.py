"""Spectral clustering: k-means on the slowest vibrations of the neighbor graph."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mllab.cluster._base import Clusterer, Clustering
from mllab.errors import DataError
from mllab.params import knob
from mllab.peers import call, quiet
from mllab.script import Script


@dataclass(frozen=True)
class Spectral(Clusterer):
    """Join each row to its nearest neighbors and cut that graph where the fewest ties are cut.

    Finds bent and nested groups; fails when noise bridges them, and the number of neighbors decides.
    O(n^2) and more for the eigenvectors: at most 5,000 rows are fitted.
    """

    name: ClassVar[str] = "spectral"
    source: ClassVar[str] = "Shi & Malik 2000; Ng, Jordan & Weiss 2002"
    limit: ClassVar[int] = 5_000
    least: ClassVar[int] = 3

    k: int = knob(3, 1, 50, help="Number of groups.")
    neighbors: int = knob(10, 2, 100, help="Nearest rows that each row is joined to.")

    def steps(self, X: np.ndarray, seed: int = 0) -> Iterator[Clustering]:
        from sklearn.cluster import SpectralClustering

        X = self.check(X)
        if len(X) <= self.k + 1:
            raise DataError(f"spectral needs at least {self.k + 2} points for k={self.k}, got {len(X)}. Lower k.")
        with quiet() as heard:
            fit = SpectralClustering(**self._arguments(seed), n_neighbors=min(self.neighbors, len(X) - 1)).fit(X)
        apart = any("not fully connected" in text for text in heard)
        yield Clustering(
            fit.labels_, note="The neighbor graph falls into separate pieces; more neighbors would join them." if apart else ""
        )

    def script(self, seed: int = 0) -> Script:
        made = call("SpectralClustering", **self._arguments(seed)).removesuffix(")")
        return Script(
            f"labels = {made}, n_neighbors=min({self.neighbors}, len(X) - 1)).fit(X).labels_",
            ("from sklearn.cluster import SpectralClustering",),
        )

    def _arguments(self, seed: int) -> dict[str, Any]:
        return {"n_clusters": self.k, "affinity": "nearest_neighbors", "random_state": seed}
