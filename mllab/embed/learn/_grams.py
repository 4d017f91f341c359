"""The character n-grams of words, and the rows that they share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

FIRST, FACTOR, BITS = 2166136261, 16777619, 0xFFFFFFFF  # of the hash FNV-1a with 32 bits


@dataclass(frozen=True, eq=False)
class Grams:
    """Rows for n words and their b n-grams: row i < n is word i's own, row n + k is that of all n-grams that hash to buckets[k].

    Word i is made of rows[ends[i] : ends[i + 1]], its own among them, none twice. Only buckets that some word uses have a row.
    """

    ends: np.ndarray
    rows: np.ndarray
    buckets: np.ndarray


def ngrams(word: str, shortest: int, longest: int) -> list[str]:
    """The character n-grams of <word>, `shortest` to `longest` letters, brackets included; not <word> itself (Bojanowski et al. 2017).

    >>> ngrams("where", 3, 3)
    ['<wh', 'whe', 'her', 'ere', 're>']
    """
    framed = f"<{word}>"
    return [framed[i : i + n] for n in range(shortest, longest + 1) for i in range(len(framed) - n + 1) if n < len(framed)]


def bucket(gram: str, count: int) -> int:
    """Which of `count` buckets an n-gram falls into: FNV-1a over its bytes, taken as signed, as in fastText."""
    found = FIRST
    for byte in gram.encode():
        found = ((found ^ (byte | (0xFFFFFF00 if byte > 127 else 0))) * FACTOR) & BITS
    return found % count


def parted(words: Sequence[str], shortest: int, longest: int, count: int) -> Grams:
    """The rows of every word. O(letters (longest - shortest))."""
    known: dict[str, int] = {}
    listed = [np.unique([_kept(known, gram, count) for gram in ngrams(word, shortest, longest)]).astype(np.int64) for word in words]
    buckets = np.unique(np.concatenate(listed)) if listed else np.empty(0, np.int64)
    made = [np.concatenate([[i], len(words) + np.searchsorted(buckets, one)]) for i, one in enumerate(listed)]
    ends = np.concatenate([[0], np.cumsum([len(one) for one in made])]).astype(np.int64)
    return Grams(ends, np.concatenate(made).astype(np.int64), buckets)


def known_rows(word: str, shortest: int, longest: int, count: int, words: int, buckets: np.ndarray) -> np.ndarray:
    """The rows of the n-grams of any word that some word of the text shares; the others were never learned."""
    found = np.unique([bucket(gram, count) for gram in ngrams(word, shortest, longest)]).astype(np.int64)
    return words + np.flatnonzero(np.isin(buckets, found))


def _kept(known: dict[str, int], gram: str, count: int) -> int:
    if gram not in known:
        known[gram] = bucket(gram, count)
    return known[gram]
