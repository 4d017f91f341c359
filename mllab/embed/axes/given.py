"""A list of words as vectors of length 1, and the words that the embedding does not have."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from mllab.embed._terms import find
from mllab.embed.words import Words
from mllab.errors import DataError


@dataclass(frozen=True, eq=False)
class Given:
    """The `words` found, each once and in the order given, their unit vectors (m, d) float64, and the `missing` ones."""

    words: tuple[str, ...]
    unit: np.ndarray
    missing: tuple[str, ...]


def given(words: Words, terms: Iterable[str]) -> Given:
    """Look `terms` up: as written, then in other capitals; a phrase is composed as `Words.vector` composes it. What is not found is named, not guessed.

    A word whose vector is all zeros has no direction and counts as missing. O(m d).
    """
    found: dict[str, np.ndarray] = {}
    missing = []
    for term in dict.fromkeys(" ".join(term.split()) for term in terms):
        vector = _unit(words, term) if term else None
        if vector is not None:
            found[term] = vector
        elif term:
            missing.append(term)
    unit = np.array(list(found.values())) if found else np.empty((0, words.dimension))
    return Given(tuple(found), unit, tuple(missing))


def needed(words: Words, terms: Iterable[str], least: int, what: str) -> Given:
    """`given`, of which at least `least` are found. Raises DataError that names the `missing` words otherwise."""
    looked = given(words, terms)
    if len(looked.words) < least:
        lacking = f" Not in the embedding: {', '.join(looked.missing)}." if looked.missing else ""
        raise DataError(f"{what} needs at least {least} word{'s' * (least > 1)}, got {len(looked.words)}.{lacking} Add words.")
    return looked


def _unit(words: Words, term: str) -> np.ndarray | None:
    """The unit vector of a word, or of a phrase whose words are all there. Nothing is raised: to suggest what was meant takes long for a list."""
    row = find(words, term)
    if row is not None:
        return _scaled(words.vectors[row])
    rows = [find(words, part) for part in term.split()]
    if len(rows) > 1 and None not in rows:
        return _scaled(words.units([row for row in rows if row is not None]).mean(axis=0))
    return None


def _scaled(vector: np.ndarray) -> np.ndarray | None:
    vector = np.asarray(vector, dtype=np.float64)
    length = float(np.linalg.norm(vector))
    return vector / length if length > 0 else None
