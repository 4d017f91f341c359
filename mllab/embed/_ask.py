"""Neighbors of words, of several, and of chains; the odd one out; heat maps."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from mllab.embed import _terms
from mllab.embed._terms import Query, Term
from mllab.embed.search import Measure, top
from mllab.errors import DataError

if TYPE_CHECKING:
    from mllab.embed.words import Words


def named(words: "Words", found: tuple[np.ndarray, np.ndarray]) -> list[tuple[str, float]]:
    """Rows and scores as words and scores."""
    return [(words.vocabulary[int(row)], float(score)) for row, score in zip(*found, strict=True)]


def similar(words: "Words", query: Query, n: int, measure: Measure, forms: bool, among: int | None) -> list[tuple[str, float]]:
    """See `Words.similar`."""
    vector, own = _terms.meant(words, query, raw=measure != "cosine")
    if forms:
        return named(words, top(words, vector, n, measure, {*own, *words.hidden}, among))
    from mllab.embed.forms import inflected

    typed = [words.vocabulary[row] for row in own]
    wide = n
    while True:
        found = named(words, top(words, vector, wide, measure, {*own, *words.hidden}, among))
        kept = [(word, score) for word, score in found if not any(inflected(word, own_word) for own_word in typed)]
        if len(kept) >= n or len(found) < wide:
            return kept[:n]
        wide = 2 * wide + 10


def suggestions(words: "Words", word: str, n: int) -> list[str]:
    """See `Words.suggest`."""
    found = words.vocabulary.close(word, n + len(words.hidden))
    return [one for one in found if words.vocabulary.find(one) not in words.hidden][:n]


def chain(words: "Words", terms: Sequence[Term], n: int, among: int | None) -> list[tuple[str, float]]:
    """See `Words.sum`."""
    own = {row for _, word in terms for row in _terms.rows_of(words, word)}
    return named(words, top(words, _terms.vector_of(words, terms), n, "cosine", {*own, *words.hidden}, among))


def odd_one_out(words: "Words", entries: Sequence[str]) -> tuple[str, list[tuple[str, float]]]:
    """See `Words.odd_one_out`."""
    if len(entries) < 3:
        raise DataError(f"The odd one out needs at least 3 words, got {len(entries)}. Add some.")
    cosines = between(words, entries, entries)
    means = (cosines.sum(axis=1) - np.diag(cosines)) / (len(entries) - 1)
    return entries[int(means.argmin())], [(word, float(mean)) for word, mean in zip(entries, means, strict=True)]


def between(words: "Words", left: Sequence[Query], right: Sequence[Query]) -> np.ndarray:
    """See `Words.between`."""
    return np.asarray(_directions(words, left) @ _directions(words, right).T)


def _directions(words: "Words", entries: Sequence[Query]) -> np.ndarray:
    if not len(entries):
        raise DataError("A list without words has no similarities. Give at least one word.")
    rows = np.stack([_terms.meant(words, entry)[0] for entry in entries])
    lengths = np.sqrt((rows * rows).sum(axis=1))
    if not lengths.all():
        raise DataError(f"{entries[int(lengths.argmin())]!r} adds up to nothing, so it has no direction. Take other words.")
    return np.asarray(rows / lengths[:, None])
