"""How many groups: several measures over k, one recommendation, and why."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from mllab.cluster._base import Clusterer
from mllab.cluster._whole import sample_rows
from mllab.cluster.judge.measures import MEASURES, VOTERS, Fits, Measure
from mllab.cluster.k_means import KMeans
from mllab.errors import DataError
from mllab.learner import finite

MOST = 2_000


@dataclass(frozen=True, eq=False)
class HowMany:
    """The measures so far, over `ks` (m,). `done` of `total` steps are made; `said` tells what was judged and how."""

    ks: tuple[int, ...]
    measures: tuple[Measure, ...]
    done: int
    total: int
    said: str

    @property
    def votes(self) -> dict[str, int]:
        """The k that each voting measure recommends."""
        return {m.name: m.best for m in self.measures if m.best is not None and m.name in VOTERS}

    @property
    def k(self) -> int | None:
        """The k that most measures recommend; on a tie the other two are asked as well, then the silhouette, then the smallest wins."""
        if not self.votes:
            return None
        tied = _most(Counter(self.votes.values()))
        if len(tied) > 1:
            tied = _most(Counter(m.best for m in self.measures if m.best is not None))
        return self.votes["silhouette"] if self.votes.get("silhouette") in tied else min(tied)

    @property
    def why(self) -> str:
        """The recommendation in words."""
        if self.k is None:
            return "No measure can tell: all rows are alike."
        agreeing = [m.name for m in self.measures if m.best == self.k]
        others = [f"{m.name} says {m.best}" for m in self.measures if m.best not in {self.k, None}]
        groups = "group" if self.k == 1 else "groups"
        words = f"{self.k} {groups}: {_listed(agreeing)} {'recommends' if len(agreeing) == 1 else 'agree on'} it"
        words += f"; {_listed(others)}." if others else "."
        if self.votes.get("gap statistic") == 1 and self.k != 1:
            words += " The gap statistic's 1 means that no grouping clearly beats rows spread evenly; a few far outliers can cause that."
        if len(agreeing) * 2 <= len(self.measures):
            words += " The measures disagree: look at the picture before you believe a number."
        return words


def how_many(
    X: np.ndarray,
    clusterer: Clusterer | None = None,
    ks: range = range(1, 11),
    seed: int = 0,
    references: int = 10,
    resamples: int = 10,
    most: int = MOST,
) -> Iterator[HowMany]:
    """The measures over `ks`, one state per step of work: each k fitted, each reference table, each resample.

    Uses `clusterer` with its k varied, or k-means when it has none (the gap statistic always uses k-means, as its
    paper does). Above `most` rows a seeded sample is judged. Raises DataError when fewer than three rows differ.
    """
    X = finite(X, "The number of groups")
    X, said = _part(X, most, seed)
    method, said = _method(clusterer, said)
    ks = _possible(X, ks, method)
    fits = Fits(X, tuple(ks), method, seed)
    found: dict[str, Measure] = {}
    total = len(ks) + references + resamples
    stages = (fits.fit_each(), fits.gap_steps(references), fits.stability_steps(resamples))
    for done, measures in enumerate((state for stage in stages for state in stage), 1):
        found.update({measure.name: measure for measure in measures})
        yield HowMany(tuple(ks), tuple(found[name] for name in MEASURES if name in found), done, total, said)


def _part(X: np.ndarray, most: int, seed: int) -> tuple[np.ndarray, str]:
    rows = sample_rows(len(X), most, seed)
    return X[rows], "" if len(rows) == len(X) else f"Judged on a random {len(rows):,} of {len(X):,} rows."


def _method(clusterer: Clusterer | None, said: str) -> tuple[Clusterer, str]:
    if clusterer is not None and "k" in clusterer.values():
        return clusterer, f"{said} Groups by {clusterer.name}.".strip()
    why = f" {clusterer.name} finds its own number of groups, so k-means was used." if clusterer is not None else " Groups by k-means."
    return KMeans(), (said + why).strip()


def _possible(X: np.ndarray, ks: range, method: Clusterer) -> range:
    """The part of `ks` that the rows allow: fewer groups than different rows."""
    different = len(np.unique(X, axis=0))
    highest = min(ks[-1], different - 1, len(X) - 3)
    if highest < 2:
        raise DataError(f"The number of groups needs at least 3 different rows, got {different}. Choose other columns.")
    replace(method, k=highest)  # type: ignore[call-arg]  # refuses what the method cannot do, by name
    return range(max(1, ks[0]), highest + 1)


def _most(counts: Counter[int]) -> list[int]:
    return sorted(k for k, count in counts.items() if count == max(counts.values()))


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
