"""DBSCAN: groups as dense regions, the rest as noise."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.cluster._base import NOISE, Clusterer, Clustering, ordinal
from mllab.params import knob
from mllab.peers import call
from mllab.script import Script


@dataclass(frozen=True)
class DBSCAN(Clusterer):
    """Grow clusters through dense neighborhoods; what no dense point reaches is noise (label -1).

    Finds groups of any shape and does not need their number; fails when groups differ in density, and in many
    columns, where all distances become alike. Without an eps the knee of the sorted distances to the point that completes
    min_points is taken: the paper's section 4.2, the knee by Satopää, Albrecht, Irwin & Raghavan 2011, to two digits.
    O(n log n) with an index, O(n^2) when eps is wide.
    """

    name: ClassVar[str] = "DBSCAN"
    source: ClassVar[str] = "Ester, Kriegel, Sander & Xu 1996"
    limit: ClassVar[int] = 20_000

    eps: float | None = knob(
        None, 0.01, 100.0, unit="scaled data units", help="Radius of a neighborhood; automatic: the knee of the distances to near rows."
    )
    min_points: int = knob(5, 1, 50, help="Points within eps, itself included, that make a point dense.")
    metric: Literal["euclidean", "manhattan", "cosine"] = knob("euclidean", help="How distance is measured.")

    def steps(self, X: np.ndarray, seed: int = 0) -> Iterator[Clustering]:
        from sklearn.cluster import DBSCAN as Sklearn

        X = self.check(X)
        eps = self.eps or self.proposed(X)
        fit = Sklearn(eps=eps, **self._arguments()).fit(X)
        core = np.zeros(len(X), dtype=bool)
        core[fit.core_sample_indices_] = True
        found = Clustering(fit.labels_, core=core)
        yield replace(found, note=self._note(found, core, eps))

    def proposed(self, X: np.ndarray) -> float:
        """The eps that is taken when none is given, to two digits."""
        from mllab.cluster.judge.radius import radius

        return radius(X, self.min_points, self.metric, most=len(X)).eps

    def script(self, seed: int = 0) -> Script:
        found = Script(f"eps = {self.eps!r}") if self.eps else self._knee()
        return found + Script(
            f"labels = DBSCAN(eps=eps, {call('', **self._arguments())[1:]}.fit(X).labels_", ("from sklearn.cluster import DBSCAN",)
        )

    def _arguments(self) -> dict[str, Any]:
        return {"min_samples": self.min_points, "metric": self.metric}

    def _knee(self) -> Script:
        lines = [
            f"neighbors = NearestNeighbors(n_neighbors=min({self.min_points}, len(X)), metric={self.metric!r}).fit(X)",
            "distances = np.sort(neighbors.kneighbors(X)[0][:, -1]).astype(float)",
            "line = distances[0] + np.linspace(0, 1, len(distances)) * (distances[-1] - distances[0])",
            "knee = distances[np.abs(distances - line).argmax()]  # where the curve is farthest from the line between its ends",
            'eps = float(f"{knee or distances[-1] or 0.01:.2g}")',
        ]
        return Script("\n".join(lines), ("import numpy as np", "from sklearn.neighbors import NearestNeighbors"))

    def _note(self, found: Clustering, core: np.ndarray, eps: float) -> str:
        dense, edge = np.count_nonzero(core), np.count_nonzero(~core & (found.labels != NOISE))
        told = "" if self.eps else f"Radius {eps:g}, the knee of the distances to the {ordinal(self.min_points)} point. "
        if found.k == 1 and not self.eps:
            told += "At that radius all dense rows hang together: a smaller eps splits them. "
        return f"{told}{dense:,} dense rows, {edge:,} at their edge."
