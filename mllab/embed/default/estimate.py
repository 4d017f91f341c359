"""Vectors for words that the network does not know as a whole: foretold from their spelling and from WordNet."""

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from mllab.embed.default.spaces import senses, shared, steps
from mllab.embed.default.wordnet import WordNet
from mllab.embed.factor import unit

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

PENALTY = 10.0


def around(words: tuple[str, ...], own: np.ndarray, wordnet: WordNet) -> np.ndarray:
    """(n, 3 * 384) float32: for each word the mean vector of the known words in its definitions, of those related to it, and of its sisters.

    `own` (core, 384) are the vectors of the first words. A word never counts for itself, so that known and unknown words are told alike.
    """
    core = len(own)
    meaning = senses(words, wordnet)
    defined, named = _definitions(words[:core], wordnet), _lemmas(words[:core], wordnet)
    up, down = _hypernyms(wordnet), _hypernyms(wordnet).T
    ways = (meaning @ defined, meaning @ steps(wordnet) @ named, meaning @ up @ down @ named)
    return np.hstack([_mean(way, own) for way in ways])


def ridge(features: np.ndarray, own: np.ndarray, penalty: float = PENALTY) -> np.ndarray:
    """(n - core, d) float32, of length 1: what the first rows' features say of `own` (core, d), said of the other rows.

    Ridge regression with an intercept (Hoerl and Kennard 1970) by its normal equations. O(n p^2 + p^3).
    """
    core = len(own)
    known = features[:core].astype(np.float64)
    centre, target = known.mean(axis=0), own.mean(axis=0)
    known -= centre
    squares = known.T @ known
    squares[np.diag_indices_from(squares)] += penalty
    from scipy.linalg import solve

    weights = solve(squares, known.T @ (own - target), assume_a="pos")
    return unit((features[core:] - centre) @ weights + target)


def _mean(way: "csr_matrix", own: np.ndarray) -> np.ndarray:
    way = way.tocsr()
    way.setdiag(0)
    found: np.ndarray = unit(shared(way) @ own)
    return found


def _definitions(core: tuple[str, ...], wordnet: WordNet) -> "csr_matrix":
    """(synsets, core): the words of each definition, the rarer the more they count (inverse document frequency, Sparck Jones 1972)."""
    seen = Counter(word for definition in wordnet.definitions for word in set(definition))
    count = len(wordnet.definitions)
    return _table([[(word, float(np.log(count / seen[word]))) for word in set(text)] for text in wordnet.definitions], core)


def _lemmas(core: tuple[str, ...], wordnet: WordNet) -> "csr_matrix":
    return _table([[(lemma, 1.0) for lemma in lemmas] for lemmas in wordnet.lemmas], core)


def _table(entries: list[list[tuple[str, float]]], core: tuple[str, ...]) -> "csr_matrix":
    from scipy.sparse import csr_matrix

    place = {word: column for column, word in enumerate(core)}
    found = [(row, place[word], weight) for row, entry in enumerate(entries) for word, weight in sorted(entry) if word in place]
    rows, columns, weights = zip(*found, strict=True)
    return csr_matrix((np.array(weights), (rows, columns)), shape=(len(entries), len(core)))


def _hypernyms(wordnet: WordNet) -> "csr_matrix":
    """(synsets, synsets): from each to what it is a kind or an instance of."""
    from scipy.sparse import csr_matrix

    pairs = [(start, to) for start, to, symbol in wordnet.pointers if symbol in {"@", "@i"}]
    start, to = zip(*pairs, strict=True)
    count = len(wordnet.lemmas)
    return csr_matrix((np.ones(len(pairs)), (start, to)), shape=(count, count))
