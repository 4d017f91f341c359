"""Turning one embedding onto another, and how well that fits."""

from dataclasses import dataclass

import numpy as np

from mllab.embed.compare.shared import shared
from mllab.embed.words import Words

HELD = 5  # every fifth shared word is kept out of the fit


@dataclass(frozen=True, eq=False)
class Alignment:
    """The `rotation` (d, d) that turns the first embedding onto the second, d the larger dimension, and the cosine (m,) of each shared word with
    itself after it. `held` (m,) marks the words that had no part in the fit.
    """

    words: tuple[str, ...]
    rotation: np.ndarray
    cosines: np.ndarray
    held: np.ndarray
    dimension: int  # of the second embedding

    @property
    def fit(self) -> tuple[float, float]:
        """The mean cosine of the words fitted, and of those held out: the second is the honest one."""
        return float(self.cosines[~self.held].mean()), float(self.cosines[self.held].mean()) if self.held.any() else float("nan")

    def carry(self, vector: np.ndarray) -> np.ndarray:
        """A vector of the first embedding as the second would have it."""
        wide = np.zeros(len(self.rotation))
        wide[: len(vector)] = vector
        return np.asarray((wide @ self.rotation)[: self.dimension])

    def moved(self, n: int = 20) -> list[tuple[str, float]]:
        """The n words that are least like themselves after the turn, with their cosine."""
        return [(self.words[i], float(self.cosines[i])) for i in np.argsort(self.cosines, kind="stable")[:n]]


def orthogonal(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    """The orthogonal R (d, d) with the smallest ||A R - B||, rotations and reflections alike: U V' of the singular value decomposition of A' B.

    O(m d^2 + d^3). Schönemann 1966.
    """
    u, _, v = np.linalg.svd(A.T.astype(np.float64) @ B.astype(np.float64))
    return np.asarray(u @ v)


def align(first: Words, second: Words, among: int = 20_000) -> Alignment:
    """Turn `first` onto `second` by their shared words, as vectors of length 1; of different dimensions the smaller is filled with zeros.

    Distances within an embedding stay as they are, so whatever does not fit is a difference of the texts or methods, or chance: two seeds of one
    method do not fit wholly either. A rotation has d(d-1)/2 free numbers and fits a few hundred words by itself, which is why every fifth word
    is held out. O(m d^2). Raises DataError when the embeddings share fewer than two words.
    """
    both = shared(first, second, among)
    d = max(first.dimension, second.dimension)
    A, B = _wide(first.units(both.first), d), _wide(second.units(both.second), d)
    held = np.arange(len(both.words)) % HELD == HELD - 1
    rotation = orthogonal(A[~held], B[~held])
    cosines = np.einsum("md,md->m", A @ rotation, B)
    return Alignment(both.words, rotation, cosines, held, second.dimension)


def _wide(rows: np.ndarray, d: int) -> np.ndarray:
    filled = np.zeros((len(rows), d))
    filled[:, : rows.shape[1]] = rows
    return filled
