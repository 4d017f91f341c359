"""From a text to the numbers of its word pieces, as BERT (uncased) was trained."""

import re
import unicodedata
from collections.abc import Iterable

from mllab.errors import DataError

WHOLE, INNER = "", "##"
UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 100  # letters; a longer one is unknown
KEPT_WORDS = 200_000  # words whose pieces are remembered
_IDEOGRAPH = re.compile(  # the blocks of the original tokenizer
    "([\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0002a6df\U0002a700-\U0002b73f\U0002b740-\U0002b81f\U0002b820-\U0002ceaf\uf900-\ufaff\U0002f800-\U0002fa1f])"
)
_ASCII_CONTROL = {code: None for code in (*range(32), 127) if chr(code) not in "\t\n\r"}
_PLAIN = re.compile(r"[a-z0-9]+|[!-/:-@\[-`{-~]")  # words and marks of a lower-case ASCII text


class WordPiece:
    """Splits texts into the pieces of a vocabulary: the longest that fits, from the left.

    Lower case, accents stripped, marks and Chinese characters stand alone. A word with a letter that no piece has becomes `[UNK]` as a whole,
    and what a text writes as `[SEP]` or `[CLS]` stays text: it cannot place a mark of the model's. O(letters) per text. Wu et al. 2016,
    Devlin et al. 2019. Raises DataError for a vocabulary without the three marks.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.index = {piece: place for place, piece in enumerate(vocabulary)}
        if lacking := [mark for mark in (UNKNOWN, START, END) if mark not in self.index]:
            raise DataError(f"A vocabulary of word pieces lacks {', '.join(lacking)}. Bring the vocab.txt of a BERT model.")
        self.unknown, self.start, self.end = (self.index[mark] for mark in (UNKNOWN, START, END))
        self._kept: dict[str, tuple[int, ...]] = {}

    def __call__(self, text: str, longest: int = 256) -> list[int]:
        """The numbers of the pieces between those of [CLS] and [SEP], at most `longest` with them; what is over is cut off."""
        found = [self.start]
        for word in words(text):
            found.extend(self.pieces(word))
            if len(found) >= longest:
                break
        return [*found[: longest - 1], self.end]

    def pieces(self, word: str) -> tuple[int, ...]:
        """The numbers of the pieces of one word as `words` gives it."""
        if (known := self._kept.get(word)) is None:
            known = self._split(word)
            if len(self._kept) < KEPT_WORDS:
                self._kept[word] = known
        return known

    def _split(self, word: str) -> tuple[int, ...]:
        if len(word) > LONGEST_WORD:
            return (self.unknown,)
        found: list[int] = []
        start = 0
        while start < len(word):
            before = WHOLE if start == 0 else INNER
            fit = next((end for end in range(len(word), start, -1) if before + word[start:end] in self.index), None)
            if fit is None:
                return (self.unknown,)
            found.append(self.index[before + word[start:fit]])
            start = fit
        return tuple(found)


def words(text: str) -> list[str]:
    """The words and marks of a text: cleaned, lower case, without accents.

    >>> words("Café-Bar, 東京!")
    ['cafe', '-', 'bar', ',', '東', '京', '!']
    """
    if text.isascii():
        return _PLAIN.findall(text.translate(_ASCII_CONTROL).lower())
    return [part for word in _normal(text).split() for part in _marks_apart(word)]


def _normal(text: str) -> str:
    """Cleaned, ideographs apart, accents off, lower case; in this order, as the tokenizer of the model's authors does."""
    clean = "".join(" " if _is_space(letter) else letter for letter in text if not _is_control(letter))
    apart = _IDEOGRAPH.sub(r" \1 ", clean)
    bare = "".join(letter for letter in unicodedata.normalize("NFD", apart) if unicodedata.category(letter) != "Mn")
    return bare.replace("Σ", "σ").lower()  # each letter by itself: Python alone would write a sigma at a word's end as ς


def _marks_apart(word: str) -> list[str]:
    found: list[str] = []
    fresh = True
    for letter in word:
        if _is_mark(letter):
            found.append(letter)
            fresh = True
        elif fresh:
            found.append(letter)
            fresh = False
        else:
            found[-1] += letter
    return found


def _is_space(letter: str) -> bool:
    return letter in "\t\n\r" or letter.isspace()


def _is_control(letter: str) -> bool:
    return letter in "\0\ufffd" or (letter not in "\t\n\r" and unicodedata.category(letter) in {"Cc", "Cf", "Co"})


def _is_mark(letter: str) -> bool:
    code = ord(letter)
    return 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126 or unicodedata.category(letter)[0] == "P"
