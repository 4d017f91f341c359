"""BIRCH: a tree of summaries, then groups of the summaries."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mllab.cluster._base import Clusterer, Clustering
from mllab.params import knob
from mllab.peers import call, quiet
from mllab.script import Script


@dataclass(frozen=True)
class BIRCH(Clusterer):
    """Read the rows once into a tree of tight summaries (count, sum, squares), then merge the summaries into k groups.

    Fast on big tables of few columns; depends on the order of the rows, and fails in many columns or on groups
    that are not round. O(n d) for the tree, O(m^2) for m summaries.
    """

    name: ClassVar[str] = "BIRCH"
    source: ClassVar[str] = "Zhang, Ramakrishnan & Livny 1996"
    limit: ClassVar[int] = 20_000
    least: ClassVar[int] = 2

    k: int = knob(3, 1, 50, help="Number of groups that the summaries are merged into.")
    threshold: float = knob(
        0.5, 0.01, 10.0, log=True, unit="scaled data units", help="Largest radius of a summary; smaller gives more of them."
    )
    branching: int = knob(50, 2, 500, log=True, help="Most summaries in one node of the tree.")

    def steps(self, X: np.ndarray, seed: int = 0) -> Iterator[Clustering]:
        from sklearn.cluster import Birch

        X = self.check(X)
        with quiet() as heard:
            fit = Birch(**self._arguments()).fit(X)
        few = any("number of subclusters" in text.lower() for text in heard)
        note = f"{len(fit.subcluster_centers_):,} summaries of {len(X):,} rows."
        yield Clustering(fit.labels_, note=f"{note} Fewer than k: lower the threshold." if few else note)

    def script(self, seed: int = 0) -> Script:
        return Script(f"labels = {call('Birch', **self._arguments())}.fit(X).labels_", ("from sklearn.cluster import Birch",))

    def _arguments(self) -> dict[str, Any]:
        return {"n_clusters": self.k, "threshold": self.threshold, "branching_factor": self.branching}
