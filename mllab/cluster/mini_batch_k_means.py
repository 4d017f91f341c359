"""Mini-batch k-means: centers that learn from a few rows at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.cluster._base import Clusterer, Clustering
from mllab.params import knob
from mllab.peers import call, quiet, threads_for
from mllab.script import Script


@dataclass(frozen=True)
class MiniBatchKMeans(Clusterer):
    """k-means in small random bites: each batch nudges its nearest centers, so big tables take seconds.

    Ends a little above k-means' inertia, and fails where k-means fails. O(batch k d) per step.
    """

    name: ClassVar[str] = "mini-batch k-means"
    source: ClassVar[str] = "Sculley 2010"
    limit: ClassVar[int] = 1_000_000

    k: int = knob(3, 1, 50, help="Number of groups.")
    batch: int = knob(1024, 16, 16_384, log=True, unit="rows", help="Rows per step.")
    starts: int = knob(3, 1, 20, help="How many starts are tried on a batch; the best is kept.")

    def steps(self, X: np.ndarray, seed: int = 0) -> Iterator[Clustering]:
        from sklearn.cluster import MiniBatchKMeans as Sklearn

        X = self.check(X)
        with quiet(), threads_for(X):
            fit = Sklearn(**self._arguments(seed)).fit(X)
        inertia = float(((X.astype(np.float64) - fit.cluster_centers_[fit.labels_]) ** 2).sum())
        yield Clustering(fit.labels_, fit.cluster_centers_, inertia, "inertia", note=f"{fit.n_steps_:,} batches of {self.batch:,} rows.")

    def script(self, seed: int = 0) -> Script:
        return Script(
            f"labels = {call('MiniBatchKMeans', **self._arguments(seed))}.fit(X).labels_", ("from sklearn.cluster import MiniBatchKMeans",)
        )

    def _arguments(self, seed: int) -> dict[str, int]:
        return {"n_clusters": self.k, "batch_size": self.batch, "n_init": self.starts, "random_state": seed}
