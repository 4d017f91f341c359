"""A text as numbers: which word stands where, sentence by sentence."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from mllab.embed.words import Words
from mllab.errors import DataError

LONGEST = 1_000  # words of a sentence; longer ones are cut, as in word2vec


@dataclass(frozen=True, eq=False)
class Corpus:
    """Words in order of their frequency, `counts` (n,) int64 of each, and the text as `tokens` (t,) int32, which are rows of `words`.

    Sentence s is tokens[starts[s] : starts[s + 1]], with `starts` (s + 1,) int64; no window reaches beyond it, none has more than 1,000 words.
    `total` counts all words of the text, those that are too rare to be learned included.
    """

    name: str
    words: tuple[str, ...] = field(repr=False)
    counts: np.ndarray = field(repr=False)
    tokens: np.ndarray = field(repr=False)
    starts: np.ndarray = field(repr=False)
    total: int
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, sentences: Iterable[Sequence[str]], name: str = "text", least: int = 1) -> "Corpus":
        """Sentences that are split into words already; words that come less than `least` times are left out. O(words)."""
        known: dict[str, int] = {}
        parts = [np.array([known.setdefault(word, len(known)) for word in sentence], np.int64) for sentence in sentences]
        flat = np.concatenate(parts) if parts else np.empty(0, np.int64)
        counts = np.bincount(flat, minlength=len(known))
        order = ranked(counts, counts >= least)
        place = np.full(len(known), -1, np.int32)
        place[order] = np.arange(len(order))
        rows = place[flat]
        sentence = np.repeat(np.arange(len(parts)), [len(part) for part in parts])[rows >= 0]
        names = list(known)
        return checked(cls(name, tuple(names[i] for i in order), counts[order], rows[rows >= 0], bounds(sentence), len(flat)), least)

    @property
    def sentences(self) -> int:
        """How many there are."""
        return len(self.starts) - 1

    def sentence(self, i: int) -> list[str]:
        """The words of sentence i, as they are learned from."""
        return [self.words[row] for row in self.tokens[self.starts[i] : self.starts[i + 1]]]

    def embedded(self, vectors: np.ndarray, notes: tuple[str, ...] = ()) -> Words:
        """The words with vectors (n, d) that were learned for them."""
        return Words.of(self.words, vectors, self.name, notes=(*self.notes, *notes))


def ranked(counts: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """The rows that are kept, the most frequent first, ties in the order of their first appearance. O(n log n)."""
    rows = np.flatnonzero(kept)
    return np.asarray(rows[np.argsort(-counts[rows], kind="stable")])


def bounds(sentence: np.ndarray) -> np.ndarray:
    """Where sentences start (s + 1,), from the ascending number of the sentence of each token (t,); long ones are cut. O(t)."""
    return cut(np.flatnonzero(np.diff(sentence, prepend=-1)), len(sentence))


def cut(first: np.ndarray, total: int) -> np.ndarray:
    """The starts (s,) of sentences and the end of the last, with further ones in sentences of more than 1,000 words. O(s)."""
    ends = np.append(first, total).astype(np.int64)
    if len(first) and np.diff(ends).max() > LONGEST:
        return np.append(np.concatenate([np.arange(begin, end, LONGEST) for begin, end in itertools.pairwise(ends)]), total)
    return ends


def checked(corpus: Corpus, least: int) -> Corpus:
    """The corpus, when something can be learned from it. Raises DataError for a text without words, with one word, or with nothing repeated."""
    if not corpus.total:
        raise DataError(f"{corpus.name} holds no words. Bring a text with some.")
    if len(corpus.words) < 2:
        what = f"{len(corpus.words)} of its words comes" if len(corpus.words) == 1 else "none of its words comes"
        raise DataError(
            f"{corpus.name} has {corpus.total:,} {'word' if corpus.total == 1 else 'words'}, and {what} {least} times or more; at least two must. Bring more text, or count rarer words."
        )
    if corpus.counts[0] < 2:
        raise DataError(
            f"No word of {corpus.name} comes twice, so nothing can be learned of the company that words keep. Bring more text of the kind."
        )
    if not (np.diff(corpus.starts) > 1).any():
        raise DataError(f"No sentence of {corpus.name} has two words that are learned, so no word has company. Count rarer words.")
    return corpus
