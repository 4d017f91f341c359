"""HDBSCAN: the groups that persist over the widest range of densities."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

import numpy as np

from mllab.cluster._base import NOISE, Clusterer, Clustering
from mllab.params import knob
from mllab.peers import call
from mllab.script import Script


@dataclass(frozen=True)
class HDBSCAN(Clusterer):
    """Run DBSCAN at every density at once and keep the groups that live longest; the rest is noise (label -1).

    Needs neither a number of groups nor a radius, and copes with differing densities; fails in many columns, where
    it calls most rows noise. O(n^2 d), less where rows lie in tight groups.

    Own implementation, which can be stopped on its way; labels are those of scikit-learn, whose tree takes the same of several equally long edges.
    """

    name: ClassVar[str] = "HDBSCAN"
    source: ClassVar[str] = "Campello, Moulavi & Sander 2013"
    limit: ClassVar[int] = 20_000
    least: ClassVar[int] = 2

    smallest: int = knob(15, 2, 500, log=True, unit="rows", help="Smallest group that counts as one.")
    min_points: int = knob(5, 1, 100, help="Neighbors that measure density; more calls more rows noise.")
    selection: Literal["eom", "leaf"] = knob("eom", help="Which groups of the tree: the longest-lived (eom), or the finest (leaf).")

    def steps(self, X: np.ndarray, seed: int = 0) -> Iterator[Clustering]:
        """States without groups that tell how far it is, several times a second; then the groups."""
        from mllab.cluster._hdbscan import groups, tree

        X = self.check(X)
        growing, none = tree(X, self.min_points), np.full(len(X), NOISE, dtype=np.int64)
        while True:
            try:
                doing, share = next(growing)
            except StopIteration as ended:
                edges, weights = ended.value
                break
            yield Clustering(none, note=f"{doing}: {share:.0%} done.", share=share)
        labels, strength = groups(edges, weights, self.smallest, self.selection)
        found = Clustering(labels, strength=strength)
        yield replace(found, note=f"{found.k:,} groups of at least {self.smallest:,} rows persist; {found.noise:,} rows belong to none.")

    def script(self, seed: int = 0) -> Script:
        made = call("HDBSCAN", min_cluster_size=self.smallest, cluster_selection_method=self.selection, copy=True).removesuffix(")")
        return Script(
            f"labels = {made}, min_samples=min({self.min_points}, len(X))).fit(X).labels_", ("from sklearn.cluster import HDBSCAN",)
        )


def warm() -> None:
    """Compile every kernel, or load it from the disk, on a few rows, so that no click waits for it."""
    HDBSCAN().fit(np.random.default_rng(0).normal(size=(40, 3)).astype(np.float32))
