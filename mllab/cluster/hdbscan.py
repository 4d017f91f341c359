"""HDBSCAN: the groups that persist over the widest range of densities."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.cluster._base import Clusterer, Clustering
from mllab.params import knob
from mllab.peers import call, quiet
from mllab.script import Script


@dataclass(frozen=True)
class HDBSCAN(Clusterer):
    """Run DBSCAN at every density at once and keep the groups that live longest; the rest is noise (label -1).

    Needs neither a number of groups nor a radius, and copes with differing densities; fails in many columns, where
    it calls most rows noise. O(n log n) in few columns, O(n^2) in many.
    """

    name: ClassVar[str] = "HDBSCAN"
    source: ClassVar[str] = "Campello, Moulavi & Sander 2013"
    limit: ClassVar[int] = 20_000
    least: ClassVar[int] = 2

    smallest: int = knob(15, 2, 500, log=True, unit="rows", help="Smallest group that counts as one.")
    min_points: int = knob(5, 1, 100, help="Neighbors that measure density; more calls more rows noise.")
    selection: Literal["eom", "leaf"] = knob("eom", help="Which groups of the tree: the longest-lived (eom), or the finest (leaf).")

    def steps(self, X: np.ndarray, seed: int = 0) -> Iterator[Clustering]:
        from sklearn.cluster import HDBSCAN as Sklearn

        X = self.check(X)
        with quiet():
            fit = Sklearn(**self._arguments(), min_samples=min(self.min_points, len(X))).fit(X)
        found = Clustering(fit.labels_, strength=fit.probabilities_)
        yield replace(found, note=f"{found.k:,} groups of at least {self.smallest:,} rows persist; {found.noise:,} rows belong to none.")

    def script(self, seed: int = 0) -> Script:
        made = call("HDBSCAN", **self._arguments()).removesuffix(")")
        return Script(
            f"labels = {made}, min_samples=min({self.min_points}, len(X))).fit(X).labels_", ("from sklearn.cluster import HDBSCAN",)
        )

    def _arguments(self) -> dict[str, Any]:
        return {"min_cluster_size": self.smallest, "cluster_selection_method": self.selection, "copy": True}
