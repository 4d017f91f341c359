"""The measures behind "how many groups": each a curve over k with the k that it recommends."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mllab.cluster._base import Clusterer
from mllab.cluster.judge.elbow import dispersion, knee
from mllab.cluster.judge.gap import gap_choice, gap_steps
from mllab.cluster.judge.silhouette import mean, silhouettes
from mllab.peers import quiet, threads_for

MEASURES = {
    "elbow": "Inertia: squared distance to the group's middle. Always falls; look for the bend (Thorndike 1953; found by Kneedle 2011).",
    "silhouette": "Mean silhouette: nearer to the own group than to the next? Highest is best (Rousseeuw 1987).",
    "gap statistic": "Tighter than groups in evenly spread rows? First k the next does not beat (Tibshirani, Walther & Hastie 2001).",
    "BIC": "Fit of a Gaussian mixture, charged for its parameters. Lowest is best (Schwarz 1978).",
    "stability": "Adjusted Rand with 80 % of the rows; largest k above 0.9, else the highest (Ben-Hur, Elisseeff & Guyon 2002).",
    "Calinski-Harabasz": "Spread between groups over spread within. Highest is best (Calinski & Harabasz 1974).",
    "Davies-Bouldin": "Mean likeness of each group to its nearest. Lowest is best (Davies & Bouldin 1979).",
}
VOTERS = ("elbow", "silhouette", "gap statistic", "BIC", "stability")
STABLE = 0.9
FULL = 10


@dataclass(frozen=True, eq=False)
class Measure:
    """A curve: `values` (m,) over k, NaN where it is not defined; `best` is the k it recommends; `error` (m,) its uncertainty."""

    name: str
    ks: tuple[int, ...]
    values: np.ndarray
    best: int | None
    error: np.ndarray | None = None

    @property
    def about(self) -> str:
        """What it measures, which way is good, and whose it is."""
        at_end = " Its best k is the last one tried: more may be better still." if self.best == self.ks[-1] else ""
        return MEASURES[self.name] + at_end


@dataclass
class Fits:
    """The fits of one method for every k, from which the measures are made. Every generator gives lists of finished measures."""

    X: np.ndarray
    ks: tuple[int, ...]
    method: Clusterer
    seed: int

    def fit_each(self) -> Iterator[list[Measure]]:
        """Fit every k (nothing is finished meanwhile), then everything that needs only the labels."""
        self.labels: list[np.ndarray] = []
        bics: list[float] = []
        for k in self.ks:
            self.labels.append(self._with(k).fit(self.X, self.seed).labels)
            bics.append(bic(self.X, k, self.seed, getattr(self.method, "shape", "full" if self.X.shape[1] <= FULL else "diag")))
            if len(self.labels) < len(self.ks):
                yield []
        yield [self._elbow(), self._lowest("BIC", np.array(bics)), *self._separation()]

    def gap_steps(self, references: int) -> Iterator[list[Measure]]:
        """The gap statistic, better with every reference table; the rule needs one k more than it may recommend."""
        for gap, error in gap_steps(self.X, self.ks, references, self.seed):
            yield [Measure("gap statistic", self.ks, gap, gap_choice(self.ks, gap, error), error)]

    def stability_steps(self, resamples: int) -> Iterator[list[Measure]]:
        """The stability of every k from 2, better with every subsample of 80 % of the rows."""
        rng = np.random.default_rng(self.seed)
        seen = []
        for _ in range(resamples):
            rows = np.sort(rng.choice(len(self.X), max(self.ks[-1] + 2, int(0.8 * len(self.X))), replace=False))
            seen.append([self._refound(k, labels, rows) for k, labels in zip(self.ks, self.labels, strict=True)])
            values = np.mean(seen, axis=0)
            steady = [k for k, value in zip(self.ks, values, strict=True) if value >= STABLE]
            best = max(steady) if steady else _at(self.ks, values, np.nanargmax)
            yield [Measure("stability", self.ks, values, best, np.std(seen, axis=0))]

    def _with(self, k: int) -> Clusterer:
        return replace(self.method, k=k)  # type: ignore[call-arg]

    def _refound(self, k: int, labels: np.ndarray, rows: np.ndarray) -> float:
        from sklearn.metrics import adjusted_rand_score

        if k < 2:
            return float("nan")
        return float(adjusted_rand_score(labels[rows], self._with(k).fit(self.X[rows], self.seed).labels))

    def _elbow(self) -> Measure:
        inertia = np.array([dispersion(self.X, labels) for labels in self.labels])
        return Measure("elbow", self.ks, inertia, self.ks[knee(inertia)])

    def _lowest(self, name: str, values: np.ndarray) -> Measure:
        return Measure(name, self.ks, values, _at(self.ks, values, np.nanargmin))

    def _separation(self) -> list[Measure]:
        with threads_for(self.X):
            return self._separated()

    def _separated(self) -> list[Measure]:
        from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score

        widths = np.array([mean(values) for values in silhouettes(self.X, self.labels)])
        spread = np.array([_scored(calinski_harabasz_score, self.X, labels) for labels in self.labels])
        likeness = np.array([_scored(davies_bouldin_score, self.X, labels) for labels in self.labels])
        return [
            Measure("silhouette", self.ks, widths, _at(self.ks, widths, np.nanargmax)),
            Measure("Calinski-Harabasz", self.ks, spread, _at(self.ks, spread, np.nanargmax)),
            self._lowest("Davies-Bouldin", likeness),
        ]


def bic(X: np.ndarray, k: int, seed: int, shape: Any = "full") -> float:
    """The Bayesian information criterion of a Gaussian mixture with k components: -2 log-likelihood + parameters * log n; low is good."""
    from sklearn.mixture import GaussianMixture

    with quiet(), threads_for(X):
        return float(GaussianMixture(k, covariance_type=shape, random_state=seed, n_init=2, max_iter=200).fit(X.astype(np.float64)).bic(X))


def _scored(score: Any, X: np.ndarray, labels: np.ndarray) -> float:
    groups = len(np.unique(labels))
    return float(score(X, labels)) if 2 <= groups < len(X) else float("nan")


def _at(ks: tuple[int, ...], values: np.ndarray, pick: Any) -> int | None:
    return None if np.isnan(values).all() else ks[int(pick(values))]
