"""From what is typed to rows and vectors."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from mllab.embed.search import gather
from mllab.errors import DataError

if TYPE_CHECKING:
    from mllab.embed.words import Words

Term: TypeAlias = tuple[float, str]
Query: TypeAlias = str | Sequence[str] | np.ndarray
JOINTS = (" ", "_", "-")  # how files write a phrase as one word


def find(words: "Words", text: str) -> int | None:
    """The row of a word as it is written, or of a phrase that the vocabulary writes as one word; else its first row in other capitals."""
    if (row := _exactly(words, text)) is not None:
        return row
    return min((row for written in _cased(text) if (row := _exactly(words, written)) is not None), default=None)


def written(words: "Words", text: str) -> str | None:
    """See `Words.written`."""
    if (row := find(words, text)) is not None:
        said = words.vocabulary[row]
        return None if _same(said, text) else said
    rows = [find(words, part) for part in text.split()]
    said = " ".join(words.vocabulary[row] for row in rows if row is not None)
    return None if None in rows or said in {"", text} else said


def cased(words: "Words", text: str) -> list[str]:
    """See `Words.cased`."""
    own = find(words, text)
    rows = {row for one in (text, *_cased(text)) if (row := _exactly(words, one)) is not None} - {own}
    return [words.vocabulary[row] for row in sorted(rows) if row not in words.hidden]


def _exactly(words: "Words", text: str) -> int | None:
    for one in (text, *(joint.join(text.split()) for joint in JOINTS)):
        if one and (row := words.vocabulary.find(one)) is not None:
            return row
    return None


def _cased(text: str) -> tuple[str, ...]:
    """The text in other capitals: paris, Paris, PARIS; new york, New york, New York, NEW YORK."""
    return tuple(dict.fromkeys((text.lower(), text.capitalize(), text.title(), text.upper())))


def _same(one: str, other: str) -> bool:
    """Whether two writings differ at most in how a phrase is joined."""
    return re.split("[ _-]", one) == re.split("[ _-]", other)


def row_of(words: "Words", text: str) -> int:
    """The row of a word. Raises DataError that names up to five words that may have been meant."""
    if not text.strip():
        raise DataError("An empty query has no neighbors. Type a word.")
    if (row := find(words, text)) is None:
        meant = words.suggest(text.strip())
        raise DataError(f"{text.strip()!r} is not among the {len(words):,} words of {words.name}. " + _meant(meant))
    return row


def _meant(meant: list[str]) -> str:
    if not meant:
        return "Nothing there is spelt like it: try another word."
    return f"Did you mean {', '.join(repr(word) for word in meant)}?"


def rows_of(words: "Words", text: str) -> list[int]:
    """The row of a word, or the rows of a phrase's words. Raises DataError for those that are not there."""
    if (row := find(words, text)) is not None:
        return [row]
    parts = text.split()
    return [row_of(words, part) for part in parts] if len(parts) > 1 else [row_of(words, text)]


def spoken(words: "Words", text: str) -> tuple[str, ...] | None:
    """The words that a phrase is composed of; None when it is one entry of the vocabulary."""
    rows = rows_of(words, text)
    return tuple(words.vocabulary[row] for row in rows) if find(words, text) is None and len(text.split()) > 1 else None


def unit_of(words: "Words", text: str) -> np.ndarray:
    """A word as its vector of length 1; a phrase as the mean of its words' (d,) float64. Raises DataError for a vector of zeros."""
    rows = rows_of(words, text)
    if not all(words.norms[row] > 0 for row in rows):
        raise DataError(f"The vector of {text!r} is all zeros in {words.name}, so it is near to nothing. Try another word.")
    return np.asarray(words.units(rows).mean(axis=0))


def vector_of(words: "Words", query: str | Sequence[Term]) -> np.ndarray:
    """See `Words.vector`."""
    if isinstance(query, str):
        rows = rows_of(words, query)
        return gather(words.vectors, np.array(rows))[0].astype(np.float64) if len(rows) == 1 else unit_of(words, query)
    if not len(query):
        raise DataError("An empty query has no vector. Give at least one word.")
    return np.asarray(sum(float(weight) * unit_of(words, word) for weight, word in query))


def meant(words: "Words", query: Query, raw: bool = False) -> tuple[np.ndarray, list[int]]:
    """The vector (d,) float64 that a query stands for, and the rows of its words: a mean of unit vectors, or `raw` of those as they are."""
    if isinstance(query, np.ndarray) and query.dtype.kind in "fiu":
        return _given(words, query), []
    entries = [query] if isinstance(query, str) else [str(entry) for entry in query]
    if not entries:
        raise DataError("An empty query has no neighbors. Give at least one word.")
    rows = [rows_of(words, entry) for entry in entries]
    if raw:
        parts = [gather(words.vectors, np.array(part)).astype(np.float64).mean(axis=0) for part in rows]
    else:
        parts = [unit_of(words, entry) for entry in entries]
    return np.mean(parts, axis=0), sorted({row for part in rows for row in part})


def _given(words: "Words", query: np.ndarray) -> np.ndarray:
    vector = np.asarray(query, np.float64)
    if vector.shape != (words.dimension,):
        raise DataError(f"A query as a vector has {words.dimension} numbers in {words.name}, got an array of shape {vector.shape}.")
    if not np.isfinite(vector).all():
        raise DataError("A query as a vector holds NaN or infinity. Give finite numbers.")
    return vector
