"""Stability: does each group come back when the rows are drawn again?"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mllab.cluster._base import NOISE, Clusterer
from mllab.cluster._whole import sample_rows
from mllab.errors import DataError
from mllab.peers import threads_for

MOST = 2_000


@dataclass(frozen=True, eq=False)
class Stability:
    """`jaccard` (k,) of the groups `groups` (k,): mean likeness to the most similar group of each of `rounds` bootstraps."""

    groups: np.ndarray
    jaccard: np.ndarray
    rounds: int
    said: str = ""

    def reading(self, position: int) -> str:
        """Hennig's reading of one group's mean Jaccard."""
        return read(float(self.jaccard[position]))


def read(jaccard: float) -> str:
    """The words for a mean Jaccard similarity (Hennig 2007, and the manual of his R package fpc)."""
    if np.isnan(jaccard):
        return "not seen"
    if jaccard >= 0.85:
        return "highly stable"
    if jaccard >= 0.75:
        return "valid, stable"
    return "a pattern, its members doubtful" if jaccard >= 0.6 else "not stable: do not trust it"


def stability(clusterer: Clusterer, X: np.ndarray, seed: int = 0, rounds: int = 50, most: int = MOST) -> Iterator[Stability]:
    """The groups' stability after 1, 2 .. `rounds` bootstraps (Hennig 2007, as fpc::clusterboot does: rows drawn twice count once).

    Above `most` rows everything happens on a seeded sample, and that is said. One fit per round.
    """
    rows = sample_rows(len(X), most, seed)
    said = "" if len(rows) == len(X) else f"Judged on a random {len(rows):,} of {len(X):,} rows, clustered anew."
    X = X[rows]
    labels = clusterer.fit(X, seed).labels
    groups = np.unique(labels[labels != NOISE])
    if not len(groups):
        raise DataError(f"{clusterer.name} found no group to judge. Change its knobs.")
    rng = np.random.default_rng(seed)
    seen = np.empty((0, len(groups)))
    for done in range(1, rounds + 1):
        drawn = np.unique(rng.integers(0, len(X), len(X)))
        seen = np.vstack([seen, _likeness(labels[drawn], _refit(clusterer, X[drawn], seed), groups)])
        there = ~np.isnan(seen)
        with np.errstate(invalid="ignore"):
            yield Stability(groups, np.nansum(seen, axis=0) / there.sum(axis=0), done, said)


def _refit(clusterer: Clusterer, X: np.ndarray, seed: int) -> np.ndarray:
    k = clusterer.values().get("k")
    needed = max(clusterer.least, k if isinstance(k, int) else 1)
    if len(X) < needed:
        raise DataError(f"A bootstrap left {len(X)} different rows, too few for {clusterer.name}. Bring more rows or lower k.")
    with threads_for(X):
        return clusterer.fit(X, seed).labels


def _likeness(old: np.ndarray, new: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """For every group the Jaccard similarity to its most similar new group, among the drawn rows; NaN when none of it was drawn."""
    fresh = np.unique(new[new != NOISE])
    was, now = old[:, None] == groups, new[:, None] == fresh
    shared = was.T.astype(np.float64) @ now
    either = was.sum(axis=0)[:, None] + now.sum(axis=0) - shared
    best = (shared / np.maximum(either, 1)).max(axis=1, initial=0.0)
    return np.where(was.any(axis=0), best, np.nan)
