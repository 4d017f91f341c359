"""Words of a test found in a vocabulary whatever their case: the first of those that differ by case only."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from mllab.embed.vocabulary import Vocabulary

if TYPE_CHECKING:
    from mllab.embed.words import Words


class Folded:
    """The first `among` words of an embedding, found with or without regard to case.

    The rules of word2vec's compute-accuracy and of gensim: case is compared in capitals, and of several variants the first row counts.
    """

    def __init__(self, words: "Words", among: int, case: bool) -> None:
        self.words, self.case = words, case
        self.n = min(among, len(words))
        self._seen: dict[int, str] = {}
        whole = words.vocabulary
        offsets = np.asarray(whole.offsets[: self.n + 1])
        text = np.asarray(whole.text[: offsets[-1]])
        self._plain = Vocabulary(text if case else _capitals(text), offsets)
        self._other: dict[str, int] = {}
        if not case:
            foreign = np.unique(np.searchsorted(offsets, np.flatnonzero(text >= 128), "right") - 1)
            for row in foreign[::-1].tolist():
                self._other[whole[row].upper()] = row

    def fold(self, word: str) -> str:
        """A word as it is compared."""
        return word if self.case else word.upper()

    def find(self, words: Iterable[str]) -> dict[str, int]:
        """The row of every folded word that is there."""
        wanted = sorted({self.fold(word) for word in words})
        found = {word: int(row) for word, row in zip(wanted, self._plain.rows(wanted), strict=True) if row >= 0}
        for word in wanted:
            if word in self._other:
                found[word] = min(self._other[word], found.get(word, self.n))
        return found

    def at(self, row: int) -> str:
        """The folded word of a row."""
        if row not in self._seen:
            self._seen[row] = self.fold(self.words.vocabulary[row])
        return self._seen[row]


def _capitals(text: np.ndarray) -> np.ndarray:
    return np.where((text >= 97) & (text <= 122), text - 32, text).astype(np.uint8)
