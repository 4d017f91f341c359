"""Words with a vector each: looked up, searched and calculated with."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from mllab.embed import _ask, _solve
from mllab.embed._solve import METHODS, Method
from mllab.embed._terms import Query, Term, cased, find, row_of, spoken, vector_of, written
from mllab.embed.search import Codes, Measure, encode, gather, row_norms
from mllab.embed.vocabulary import Vocabulary
from mllab.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


__all__ = ["METHODS", "Method", "Words"]


@dataclass(frozen=True, eq=False)
class Words:
    """A vocabulary and its vectors, and what is asked of them; nothing here changes them.

    Row i of `vectors` (n, d) float32 belongs to word i and is kept as it was read, not scaled; it may be a read-only memory map, and no search
    copies it. `norms` (n,) float32 are the rows' lengths; a word with a vector of zeros has no neighbor and is none. `estimated` (n,) bool
    marks vectors that were not learned but estimated; `hidden` rows are never suggested, yet answer when typed. `speech` (n,) uint8 are parts of
    speech by their place in `mllab.embed.speech.PARTS`, where the source tells them. Rows stand in order of frequency where the source has one. `codes` are what a search scans (made on the first one where they are not given).
    """

    name: str
    vocabulary: Vocabulary
    vectors: np.ndarray
    norms: np.ndarray
    estimated: np.ndarray | None = None
    hidden: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    digest: str = ""
    given_codes: Codes | None = field(default=None, repr=False)
    speech: np.ndarray | None = field(default=None, repr=False)

    @classmethod
    def of(
        cls,
        words: Sequence[str],
        vectors: np.ndarray,
        name: str = "words",
        *,
        estimated: np.ndarray | None = None,
        hidden: frozenset[int] = frozenset(),
        notes: tuple[str, ...] = (),
        speech: np.ndarray | None = None,
    ) -> "Words":
        """These words with these vectors (n, d); of a word that comes twice the first is kept, and `notes` says so. O(n d).

        Raises DataError when the counts differ, for no words, and for vectors that hold NaN or infinity.
        """
        vocabulary = words if isinstance(words, Vocabulary) else Vocabulary.of(words)
        matrix = np.ascontiguousarray(vectors, np.float32)
        if matrix.ndim != 2 or not matrix.size or len(matrix) != len(vocabulary):
            raise DataError(f"{len(vocabulary)} words need as many vectors, got an array of shape {matrix.shape}. Give one row per word.")
        if len(again := vocabulary.repeated()):
            keep = np.ones(len(matrix), bool)
            keep[again] = False
            said = (
                *notes,
                f"Words that came again were left out, the first of each kept: {_few(vocabulary, again)} ({len(again):,} in all).",
            )
            place = np.cumsum(keep) - 1
            return cls.of(
                [vocabulary[int(row)] for row in np.flatnonzero(keep)],
                matrix[keep],
                name,
                estimated=None if estimated is None else np.asarray(estimated)[keep],
                hidden=frozenset(int(place[row]) for row in hidden if keep[row]),
                notes=said,
                speech=None if speech is None else np.asarray(speech)[keep],
            )
        norms = row_norms(matrix)
        if len(bad := np.flatnonzero(~np.isfinite(norms))):
            raise DataError(
                f"A vector must be of finite numbers, small enough to be squared; that of {_few(vocabulary, bad)} is not. Leave {len(bad):,} out."
            )
        if len(empty := np.flatnonzero(norms == 0)):
            notes = (*notes, f"No neighbors, as the vector is all zeros: {_few(vocabulary, empty)} ({len(empty):,} in all).")
        digest = blake2b(np.ascontiguousarray(vocabulary.text).data, digest_size=16)
        digest.update(np.ascontiguousarray(vocabulary.offsets).data)
        digest.update(matrix.data)
        return cls(name, vocabulary, matrix, norms, estimated, hidden, notes, digest.hexdigest(), speech=speech)

    def __len__(self) -> int:
        return len(self.vocabulary)

    def __contains__(self, word: object) -> bool:
        return word in self.vocabulary

    @property
    def dimension(self) -> int:
        """Numbers per vector."""
        return int(self.vectors.shape[1])

    @cached_property
    def codes(self) -> Codes:
        """What a search scans: a byte per number, made on first use where it was not given. O(n d) once."""
        return encode(self.vectors) if self.given_codes is None else self.given_codes

    @cached_property
    def unit(self) -> np.ndarray:
        """The rows scaled to length 1 (n, d) float32, read-only; rows of zeros stay. A copy as large as the vectors: no search here needs it."""
        unit = np.empty(self.vectors.shape, np.float32)
        for first in range(0, len(self), 16_384):
            part = self.vectors[first : first + 16_384].astype(np.float64)
            length = np.sqrt(np.einsum("ij,ij->i", part, part))[:, None]
            unit[first : first + len(part)] = np.divide(part, length, out=np.zeros_like(part), where=length > 0)
        unit.setflags(write=False)
        return unit

    def units(self, rows: Sequence[int] | np.ndarray) -> np.ndarray:
        """Some rows scaled to length 1 (k, d) float64; rows of zeros stay. O(k d), and no copy of the rest."""
        part = gather(self.vectors, np.asarray(rows, np.int64)).astype(np.float64)
        length = np.sqrt((part * part).sum(axis=1))[:, None]
        return np.divide(part, length, out=np.zeros_like(part), where=length > 0)

    def row(self, word: str) -> int:
        """The row of a word or of a phrase that is written as one (`new york` finds `new_york`, `paris` finds `Paris` where there is no `paris`).

        Raises DataError with suggestions.
        """
        return row_of(self, word)

    def find(self, word: str) -> int | None:
        """`row`, or None where there is none; quick for many words, as nothing is suggested."""
        return find(self, word)

    def written(self, text: str) -> str | None:
        """How the vocabulary writes a word or phrase where that differs in its capitals: `Paris` for `paris`; None where it does not differ."""
        return written(self, text)

    def cased(self, text: str) -> list[str]:
        """Other entries that differ in their capitals alone, in their order: `Apple` and `APPLE` for `apple`. Hidden ones are left out."""
        return cased(self, text)

    def vector(self, query: str | Sequence[tuple[float, str]]) -> np.ndarray:
        """The vector of a word as it was read, of a phrase the mean of its words' unit vectors, of (weight, word) pairs their sum. (d,) float64.

        Raises DataError for a word that is not there, with up to five suggestions, and for an empty query.
        """
        return vector_of(self, query)

    def composed(self, text: str) -> tuple[str, ...] | None:
        """The words that a phrase is put together from; None for one that has a vector of its own. Raises DataError for unknown words."""
        return spoken(self, text)

    def complete(self, prefix: str, n: int = 10) -> list[str]:
        """The first n words, in order of frequency, that start with `prefix`; hidden ones are left out. O(words)."""
        found = self.vocabulary.starting(prefix, n + len(self.hidden))
        return [word for word in found if self.vocabulary.find(word) not in self.hidden][:n]

    def suggest(self, word: str, n: int = 5) -> list[str]:
        """Words that a misspelt one may have been meant as, fewest edits first; hidden ones are left out. O(words)."""
        return _ask.suggestions(self, word, n)

    def similar(
        self, query: Query, n: int = 10, measure: Measure = "cosine", forms: bool = True, among: int | None = None
    ) -> list[tuple[str, float]]:
        """The n words nearest to a word, a phrase, the mean of several, or a vector, with their scores; the query's own words are left out.

        Exact: the same as a search in double precision over all rows, ties in row order. `measure` is the cosine, the dot product of the
        vectors as they are, or their Euclidean distance (nearest first). forms=False also leaves out inflected forms of the query's words
        by the rules of English spelling (`mllab.embed.forms`). `among` looks at the first rows only. Raises DataError for an unknown word,
        an empty query, or one that adds up to nothing. O(rows d) bytes are read, a quarter of the vectors.
        """
        return _ask.similar(self, query, n, measure, forms, among)

    def sum(self, terms: Sequence[Term], n: int = 10, among: int | None = None) -> list[tuple[str, float]]:
        """The n words nearest by cosine to a chain of (weight, word), each word as its unit vector; the chain's own words are left out.

        Raises DataError for an unknown word, an empty chain, and one that adds up to nothing.
        """
        return _ask.chain(self, terms, n, among)

    def analogy(
        self, a: str, b: str, c: str, n: int = 5, method: Method = "3CosAdd", inputs: bool = False, among: int | None = None
    ) -> list[tuple[str, float]]:
        """What is to c as b is to a: the n best words with their scores (man, king, woman: queen).

        3CosAdd: the cosine with b - a + c (Mikolov et al. 2013). 3CosMul: cos(x, b) cos(x, c) / (cos(x, a) + 0.000001), cosines moved to
        0..1 (Levy and Goldberg 2014). Pair direction: the cosine of x - c with b - a (Levy and Goldberg 2014). inputs=True lets the three
        words themselves win, as they often do (Linzen 2016). Raises DataError for an unknown word.
        """
        return _solve.analogy(self, a, b, c, n, method, inputs, among)

    def odd_one_out(self, words: Sequence[str]) -> tuple[str, list[tuple[str, float]]]:
        """The word that is least similar to the others, and every word with its mean cosine to the others. Raises DataError below three words."""
        return _ask.odd_one_out(self, words)

    def similarity(self, a: Query, b: Query) -> float:
        """The cosine of two words, phrases, or vectors."""
        return float(self.between([a], [b])[0, 0])

    def between(self, left: Sequence[Query], right: Sequence[Query]) -> np.ndarray:
        """The cosines of every entry of one list with every entry of another (len(left), len(right)): what a heat map draws."""
        return _ask.between(self, left, right)

    def evaluate(self, path: "str | Path", **rules: object) -> "pd.DataFrame":
        """Scores on a public test: analogies by section or word similarities, told apart by the file. See `mllab.embed.evaluate`."""
        from mllab.embed.evaluate import evaluate

        return evaluate(self, path, **rules)  # type: ignore[arg-type]


def _few(vocabulary: Vocabulary, rows: np.ndarray, most: int = 5) -> str:
    named = ", ".join(repr(vocabulary[int(row)]) for row in rows[:most])
    return named + (", ..." if len(rows) > most else "")
