"""OPTICS: an ordering in which dense regions are valleys."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from mllab.cluster._base import Clusterer, Clustering
from mllab.params import knob
from mllab.peers import call, quiet
from mllab.script import Script


@dataclass(frozen=True)
class OPTICS(Clusterer):
    """Walk from row to nearest reachable row and write down each step's length: valleys in that plot are groups.

    Like DBSCAN for every eps at once, so groups may differ in density; fails on flat borders between valleys.
    O(n^2): at most 3,000 rows are fitted.
    """

    name: ClassVar[str] = "OPTICS"
    source: ClassVar[str] = "Ankerst, Breunig, Kriegel & Sander 1999"
    limit: ClassVar[int] = 3_000
    least: ClassVar[int] = 2

    min_points: int = knob(10, 2, 100, help="Points that make a neighborhood dense; more gives a smoother plot.")
    steepness: float = knob(0.05, 0.001, 0.5, log=True, help="Drop, as a share of the height, that opens a valley (xi).")
    smallest: float = knob(0.05, 0.01, 0.5, unit="share of the rows", help="Smallest group.")

    def steps(self, X: np.ndarray, seed: int = 0) -> Iterator[Clustering]:
        from sklearn.cluster import OPTICS as Sklearn

        X = self.check(X)
        with quiet():
            fit = Sklearn(
                **self._arguments(), min_samples=min(self.min_points, len(X)), min_cluster_size=max(2, int(self.smallest * len(X)))
            ).fit(X)
        found = Clustering(fit.labels_, reachability=fit.reachability_[fit.ordering_], order=fit.ordering_.copy())
        yield replace(found, note=f"{found.k:,} valleys in the reachability plot; {found.noise:,} rows lie outside them.")

    def script(self, seed: int = 0) -> Script:
        made = call("OPTICS", **self._arguments()).removesuffix(")")
        size = f"min_samples=min({self.min_points}, len(X)), min_cluster_size=max(2, int({self.smallest} * len(X)))"
        return Script(f"labels = {made}, {size}).fit(X).labels_", ("from sklearn.cluster import OPTICS",))

    def _arguments(self) -> dict[str, Any]:
        return {"xi": self.steepness}
