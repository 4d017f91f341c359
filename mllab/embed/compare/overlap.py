"""How many neighbors a word keeps from one embedding to another."""

from dataclasses import dataclass

import numpy as np

from mllab.embed.compare.shared import shared
from mllab.embed.words import Words
from mllab.errors import DataError
from mllab.neighbors import Neighbors, Told, nearest

AMONG = 5_000


@dataclass(frozen=True, eq=False)
class Overlap:
    """Per shared word the share (m,) of its k nearest shared words that are the same in both; `chance` is what drawing at random would give."""

    words: tuple[str, ...]
    k: int
    shares: np.ndarray
    chance: float
    neighbors: tuple[np.ndarray, np.ndarray]  # (m, k) places in `words`, nearest first

    def lists(self, place: int, n: int = 10) -> tuple[list[str], list[str]]:
        """The n nearest shared words of one word, in either embedding."""
        first, second = ([self.words[int(other)] for other in found[place][:n]] for found in self.neighbors)
        return first, second

    def differing(self, n: int = 20) -> list[int]:
        """Places of the n words that keep the fewest neighbors; of equals the more frequent first."""
        return [int(place) for place in np.argsort(self.shares, kind="stable")[:n]]


def overlap(first: Words, second: Words, k: int = 10, among: int = AMONG, told: Told = lambda share: None) -> Overlap:
    """Compare the k nearest (by cosine) of the first `among` shared words, searched among the shared words only.

    No alignment is needed, since only the order of likeness within each embedding counts. A small k is noisy and has many words at 0: to find
    words that are used differently, a large k is steadier (Gonen, Jawahar, Seddah & Goldberg 2020 take 1,000). O(m^2 d).
    Raises DataError when k is not below the number of shared words.
    """
    both = shared(first, second, among)
    m = len(both.words)
    if not 1 <= k < m:
        raise DataError(f"Of {m} shared words each has 1 to {m - 1} neighbors, got k={k}. Change k or compare more words.")
    one = _found(first.units(both.first), k, lambda share: told(share / 2))
    two = _found(second.units(both.second), k, lambda share: told((1 + share) / 2))
    together = np.sort(np.hstack([one.indices, two.indices]), axis=1)
    same = (np.diff(together, axis=1) == 0).sum(axis=1)
    return Overlap(both.words, k, same / k, k / (m - 1), (one.indices, two.indices))


def _found(unit: np.ndarray, k: int, told: Told) -> Neighbors:
    return nearest(unit.astype(np.float32), k, "cosine", told)
