"""Mean shift: every row climbs to the nearest peak of density."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.cluster._base import Clusterer, Clustering
from mllab.params import knob
from mllab.peers import quiet
from mllab.script import Script

PILOT = 500


@dataclass(frozen=True)
class MeanShift(Clusterer):
    """Move a window uphill to the mean of what it holds until it stays; windows that meet on one peak are a group.

    Needs a width instead of a number; fails in many columns, where density has no peaks. O(n^2) per
    iteration: at most 2,000 rows are fitted.
    """

    name: ClassVar[str] = "mean shift"
    source: ClassVar[str] = "Fukunaga & Hostetler 1975; Comaniciu & Meer 2002"
    limit: ClassVar[int] = 2_000

    quantile: float = knob(
        0.2, 0.01, 0.9, unit="share of the rows", help="The window is as wide as a row's neighborhood with this share of the rows."
    )
    bandwidth: float | None = knob(
        None, 0.001, 1000.0, unit="scaled data units", help="The window's radius; automatic: found from the quantile."
    )

    def steps(self, X: np.ndarray, seed: int = 0) -> Iterator[Clustering]:
        from sklearn.cluster import MeanShift as Sklearn
        from sklearn.cluster import estimate_bandwidth

        X = self.check(X)
        with quiet():
            width = self.bandwidth or estimate_bandwidth(X, quantile=self.quantile, n_samples=min(PILOT, len(X)), random_state=seed) or 1.0
            fit = Sklearn(bandwidth=width, bin_seeding=True).fit(X)
        yield Clustering(fit.labels_, fit.cluster_centers_, note=f"Window of radius {width:.3g}.")

    def script(self, seed: int = 0) -> Script:
        found = f"estimate_bandwidth(X, quantile={self.quantile}, n_samples=min({PILOT}, len(X)), random_state={seed}) or 1.0"
        return Script(
            f"width = {self.bandwidth if self.bandwidth else found}\nlabels = MeanShift(bandwidth=width, bin_seeding=True).fit(X).labels_",
            ("from sklearn.cluster import MeanShift, estimate_bandwidth",),
        )
