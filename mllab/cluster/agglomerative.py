"""Agglomerative clustering: a tree of merges, cut where k groups are left."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.cluster._base import Clusterer, Clustering
from mllab.errors import ParamError
from mllab.params import knob
from mllab.peers import call
from mllab.script import Script

WATCHED = 12


@dataclass(frozen=True)
class Agglomerative(Clusterer):
    """Begin with every row alone and keep merging the two nearest groups; the order of merges is a tree, the dendrogram.

    A merge is never taken back. "single" fails on bridges of noise, "ward" on groups that are long or of unlike size.
    O(n^2) memory for most linkages and up to O(n^3) time: at most 10,000 rows are fitted.
    """

    name: ClassVar[str] = "agglomerative"
    source: ClassVar[str] = "Ward 1963; Lance & Williams 1967"
    limit: ClassVar[int] = 10_000
    least: ClassVar[int] = 2

    k: int = knob(3, 1, 50, help="Number of groups left when merging stops.")
    linkage: Literal["ward", "complete", "average", "single"] = knob(
        "ward", help="Distance of two groups: growth of the squared spread, farthest pair, mean pair, nearest pair."
    )
    metric: Literal["euclidean", "manhattan", "cosine"] = knob("euclidean", help="Distance of two rows; ward knows only euclidean.")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.linkage == "ward" and self.metric != "euclidean":
            raise ParamError(f"agglomerative: linkage 'ward' needs metric 'euclidean', got {self.metric!r}. Choose another linkage.")

    def steps(self, X: np.ndarray, seed: int = 0) -> Iterator[Clustering]:
        from sklearn.cluster import AgglomerativeClustering

        X = self.check(X)
        fit = AgglomerativeClustering(**self._arguments(), compute_full_tree=True, compute_distances=True).fit(X)
        tree = merges(fit.children_, fit.distances_)
        yield from reversed(list(unmerged(fit.labels_, tree)))

    def script(self, seed: int = 0) -> Script:
        return Script(
            f"labels = {call('AgglomerativeClustering', **self._arguments())}.fit(X).labels_",
            ("from sklearn.cluster import AgglomerativeClustering",),
        )

    def _arguments(self) -> dict[str, Any]:
        return {"n_clusters": self.k, "linkage": self.linkage, "metric": self.metric}


def merges(children: np.ndarray, distances: np.ndarray) -> np.ndarray:
    """The tree as SciPy writes it: (n-1, 4) left, right, height, rows below."""
    n = len(children) + 1
    below = np.ones(2 * n - 1)
    for i, (left, right) in enumerate(children):
        below[n + i] = below[left] + below[right]
    return np.column_stack([children, distances, below[n:]]).astype(np.float64)


def unmerged(labels: np.ndarray, tree: np.ndarray) -> Iterator[Clustering]:
    """The result, then the states before it, each undoing one more merge; the larger part keeps its label."""
    n, labels = len(labels), labels.astype(np.int64)
    k = len(np.unique(labels))
    height = float(tree[n - k - 1, 2]) if k < n else 0.0
    yield Clustering(
        labels, objective=height, objective_name="height of the last merge", linkage=tree, note=f"{k} groups: this is the result."
    )
    for groups in range(k, min(WATCHED, n)):
        left, right = (members(tree, int(node)) for node in tree[n - groups - 1, :2])
        labels = labels.copy()
        labels[min(left, right, key=len)] = groups
        height = float(tree[n - groups - 2, 2]) if groups + 1 < n else 0.0
        yield Clustering(
            labels, objective=height, objective_name="height of the last merge", linkage=tree, note=f"{groups + 1} groups left."
        )


def members(tree: np.ndarray, node: int) -> np.ndarray:
    """The rows below a node of the tree; nodes under n are the rows themselves."""
    n, waiting, found = len(tree) + 1, [node], []
    while waiting:
        here = waiting.pop()
        if here < n:
            found.append(here)
        else:
            waiting.extend(tree[here - n, :2].astype(int))
    return np.array(found)
