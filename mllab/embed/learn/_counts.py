"""How often words stand near each other: what PPMI and GloVe start from."""

from collections.abc import Generator
from typing import TYPE_CHECKING, Literal

import numpy as np

from mllab.embed.learn.corpus import Corpus

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

PART = 1_000_000  # tokens at a time
Weighting = Literal["linear", "harmonic", "flat"]


def weight(distance: int, window: int, weighting: Weighting) -> float:
    """What a pair counts that stands `distance` words apart.

    Linear is what word2vec's drawn windows come to on average: (window - distance + 1) / window; harmonic is GloVe's 1 / distance.
    """
    return {"linear": (window - distance + 1) / window, "harmonic": 1 / distance, "flat": 1.0}[weighting]


def counting(corpus: Corpus, window: int, weighting: Weighting) -> Generator[float, None, "csr_matrix"]:
    """The share done, and in the end (n, n) symmetric counts of pairs within a sentence. O(tokens window)."""
    from scipy.sparse import csr_matrix

    n, t = len(corpus.words), len(corpus.tokens)
    found = csr_matrix((n, n), dtype=np.float64)
    for first in range(0, t, PART):
        part = np.asarray(corpus.tokens[first : first + PART + window])
        begins = np.searchsorted(corpus.starts, np.arange(first, first + len(part)), "right")  # the sentence of each
        rows, columns, weights = [], [], []
        for distance in range(1, min(window, len(part) - 1) + 1):
            upto = min(PART, len(part) - distance)
            near = begins[:upto] == begins[distance : distance + upto]
            rows.append(part[:upto][near])
            columns.append(part[distance : distance + upto][near])
            weights.append(np.full(len(rows[-1]), weight(distance, window, weighting)))
        if rows:
            found = found + csr_matrix((np.concatenate(weights), (np.concatenate(rows), np.concatenate(columns))), (n, n))
        yield min(1.0, (first + PART) / t)
    return (found + found.T).tocsr()
