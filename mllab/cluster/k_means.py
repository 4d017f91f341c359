"""k-means by Lloyd's iteration, every iteration a state."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.cluster._assign import nearest
from mllab.cluster._base import Clusterer, Clustering
from mllab.params import knob
from mllab.peers import quiet, threads_for
from mllab.script import Script


@dataclass(frozen=True)
class KMeans(Clusterer):
    """Put k centers where the squared distances to the nearest one are smallest, by moving each to the mean of its rows.

    Fails on groups that are long, bent, nested or of very different width; outliers pull centers. Every start may end
    in another local optimum, so the best of several is kept. O(n k d) per iteration.
    """

    name: ClassVar[str] = "k-means"
    source: ClassVar[str] = "Lloyd 1982; start k-means++: Arthur & Vassilvitskii 2007"

    k: int = knob(3, 1, 50, help="Number of groups.")
    start: Literal["k-means++", "random rows"] = knob(
        "k-means++", help="How the first centers are chosen: far from each other, or any rows."
    )
    starts: int = knob(5, 1, 50, help="How many starts are tried; the one with the smallest inertia is kept.")

    def steps(self, X: np.ndarray, seed: int = 0) -> Iterator[Clustering]:
        X = self.check(X)
        yield from self._walk(X, *self._best(X, seed))

    def fit(self, X: np.ndarray, seed: int = 0) -> Clustering:
        """The result without the states before it: the same, and faster."""
        X = self.check(X)
        return _result(X, self._best(X, seed)[1])

    def script(self, seed: int = 0) -> Script:
        random = self.start == "random rows"
        first = f"X[np.random.default_rng({seed} + i).choice(len(X), {self.k}, replace=False)]"
        if not random:
            first = f"kmeans_plusplus(X, {self.k}, random_state={seed} + i)[0]"
        imports = (
            ("import numpy as np", "from sklearn.cluster import KMeans")
            if random
            else ("from sklearn.cluster import KMeans, kmeans_plusplus",)
        )
        return Script(
            f"starts = [{first} for i in range({self.starts})]\n"
            f"fits = [KMeans(n_clusters={self.k}, init=start, n_init=1).fit(X) for start in starts]\n"
            "labels = min(fits, key=lambda fit: fit.inertia_).labels_",
            imports,
        )

    def _best(self, X: np.ndarray, seed: int) -> tuple[np.ndarray, Any]:
        """The first centers of the best start, and scikit-learn's fit from there."""
        with quiet(), threads_for(X):
            begun = [self._first(X, seed + i) for i in range(self.starts)]
            fits = [self._lloyd(first, 300).fit(X) for first in begun]
        best = int(np.argmin([fit.inertia_ for fit in fits]))
        return begun[best], fits[best]

    def _first(self, X: np.ndarray, seed: int) -> np.ndarray:
        from sklearn.cluster import kmeans_plusplus

        if self.start == "random rows":
            return X[np.random.default_rng(seed).choice(len(X), self.k, replace=False)]
        return kmeans_plusplus(X, self.k, random_state=seed)[0]

    def _lloyd(self, centers: np.ndarray | None, iterations: int) -> Any:
        from sklearn.cluster import KMeans as Sklearn

        return Sklearn(n_clusters=self.k, init=centers, n_init=1, max_iter=iterations)

    def _walk(self, X: np.ndarray, first: np.ndarray, result: Any) -> Iterator[Clustering]:
        """The states from the first centers to `result`; each iteration is scikit-learn's own."""
        state = _state(X, first, nearest(X, first), "The first centers.")
        yield state
        for _ in range(result.n_iter_ - 1):
            with quiet(), threads_for(X):
                moved = self._lloyd(state.centers, 1).fit(X)
            changed = int(np.count_nonzero(moved.labels_ != state.labels))
            if not changed:
                break
            state = _state(X, moved.cluster_centers_, moved.labels_, f"{changed:,} rows changed group.")
            yield state
        yield _result(X, result)


def lloyd(X: np.ndarray, first: np.ndarray) -> Iterator[Clustering]:
    """The states of k-means from the given first centers (k, d)."""
    model = KMeans(k=len(first), starts=1)
    with quiet(), threads_for(X):
        result = model._lloyd(first, 300).fit(X)
    yield from model._walk(X, first, result)


def _result(X: np.ndarray, result: Any) -> Clustering:
    return _state(X, result.cluster_centers_, result.labels_, "The centers stay: this is the result.")


def _state(X: np.ndarray, centers: np.ndarray, labels: np.ndarray, note: str) -> Clustering:
    inertia = float(((X.astype(np.float64) - centers[labels]) ** 2).sum())
    return Clustering(labels, centers, inertia, "inertia", note=note)
