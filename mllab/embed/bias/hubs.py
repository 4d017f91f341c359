"""Hubs: words that are everyone's neighbor."""

from dataclasses import dataclass

import numpy as np

from mllab.embed.words import Words
from mllab.errors import DataError
from mllab.neighbors import Told, nearest

AMONG = 10_000


@dataclass(frozen=True, eq=False)
class Hubs:
    """How many of the first n words have word i among their `k` nearest: `counts` (n,). `skewness` is the third standardised moment of the counts,
    `by_chance` what it would be if neighbors were drawn at random.
    """

    k: int
    counts: np.ndarray
    skewness: float
    by_chance: float

    @property
    def orphans(self) -> float:
        """The share of words that are in no list at all."""
        return float((self.counts == 0).mean())

    def top(self, words: Words, n: int = 20) -> list[tuple[str, int]]:
        """The n words in the most lists. Hidden words are left out."""
        order = (int(row) for row in np.argsort(-self.counts, kind="stable"))
        shown = [row for row in order if row not in words.hidden]
        return [(words.vocabulary[row], int(self.counts[row])) for row in shown[:n]]


def hubs(words: Words, k: int = 10, among: int = AMONG, told: Told = lambda share: None) -> Hubs:
    """Count in how many words' lists of k nearest (by cosine) each of the first `among` words appears.

    Every word is in k lists on average; in many dimensions a few are in hundreds and many in none, which no text says: it is geometry, and a
    reason to doubt a list of neighbors that such a word heads. The skewness grows with the intrinsic dimension, not with the number of
    words. O(n^2 d). Radovanovic, Nanopoulos & Ivanovic 2010. Raises DataError when there are no more than k words.
    """
    n = min(among, len(words))
    if not 1 <= k < n:
        raise DataError(f"Of {n} words each has 1 to {n - 1} neighbors, got k={k}. Change k or take more words.")
    found = nearest(words.units(np.arange(n)).astype(np.float32), k, "cosine", told)
    counts = np.bincount(found.indices.ravel(), minlength=n)
    spread = counts - counts.mean()
    variance = float((spread**2).mean())
    skewness = float((spread**3).mean()) / variance**1.5 if variance > 0 else 0.0
    share = k / (n - 1)
    expected = (1 - 2 * share) / np.sqrt((n - 1) * share * (1 - share)) if share < 1 else 0.0
    return Hubs(k, counts, skewness, float(expected))
