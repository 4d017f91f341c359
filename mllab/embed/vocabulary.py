"""The words of an embedding as one block of bytes: found by a sorted hash, completed and corrected without an object per word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mllab.embed.turns import TURN
from mllab.errors import DataError

ODD = 0x9E3779B97F4A7C15  # multiplier of the hash; odd, so that its powers can be undone modulo 2**64
UNDONE = pow(ODD, -1, 1 << 64)
CHUNK = 16_384  # words that are hashed at a time


@dataclass(frozen=True, eq=False)
class Vocabulary(Sequence[str]):
    """n words in their order: `text` (bytes,) uint8 holds them in UTF-8, word i from `offsets[i]` to `offsets[i + 1]` (n + 1,) int64.

    Both may be memory-mapped and read-only; `table`, sorted hashes with their rows, is made on first use where none is given (12 bytes a
    word). A word that comes twice is found at its first row. Finding a word is O(log n), completion and correction O(n).
    """

    text: np.ndarray
    offsets: np.ndarray
    given: tuple[np.ndarray, np.ndarray] | None = None

    @classmethod
    def of(cls, words: Sequence[str]) -> "Vocabulary":
        """The vocabulary of these words. O(bytes). Raises DataError for what is no text."""
        try:
            block = "".join(words).encode()
            plain = len(block) == sum(map(len, words))
            lengths = map(len, words) if plain else (len(word.encode()) for word in words)
            offsets = np.zeros(len(words) + 1, np.int64)
            np.cumsum(np.fromiter(lengths, np.int64, len(words)), out=offsets[1:])
        except (TypeError, UnicodeEncodeError) as error:
            raise DataError(f"A vocabulary is made of words as text, got something else: {error}.") from None
        return cls(np.frombuffer(block, np.uint8), offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, row):  # type: ignore[no-untyped-def, override]
        """The word of a row, or the words of a slice."""
        if isinstance(row, slice):
            return [self[i] for i in range(*row.indices(len(self)))]
        i = int(row) + (len(self) if row < 0 else 0)
        if not 0 <= i < len(self):
            raise IndexError(f"row {row} of {len(self)} words")
        return self._bytes(i).decode()

    def __iter__(self) -> Iterator[str]:
        return (self[i] for i in range(len(self)))

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.find(word) is not None

    def _bytes(self, row: int) -> bytes:
        return self.text[self.offsets[row] : self.offsets[row + 1]].tobytes()

    @cached_property
    def table(self) -> tuple[np.ndarray, np.ndarray]:
        """The hashes in ascending order (n,) uint64, and the row of each (n,) int32; of equal hashes the first row first."""
        if self.given is not None:
            return self.given
        hashes = self.hashes()
        rows = np.argsort(hashes, kind="stable").astype(np.int32)
        return hashes[rows], rows

    def find(self, word: str) -> int | None:
        """The row of a word, exactly as written; None when it is not there."""
        hashes, rows = self.table
        try:
            sought = word.encode()
        except UnicodeEncodeError:  # half of a surrogate pair: no text of any file
            return None
        mark = np.uint64(_hash(sought))
        at = int(hashes.searchsorted(mark))
        while at < len(hashes) and hashes[at] == mark:
            if self._bytes(int(rows[at])) == sought:
                return int(rows[at])
            at += 1
        return None

    def rows(self, words: "Sequence[str] | Vocabulary") -> np.ndarray:
        """The row of every word (k,) int64, -1 where it is not there. O(k log n), for many words at once; one is found faster by `find`."""
        other = words if isinstance(words, Vocabulary) else Vocabulary.of(words)
        hashes, rows = self.table
        if not len(self):
            return np.full(len(other), -1, np.int64)
        marks = other.hashes()
        at = np.minimum(hashes.searchsorted(marks), len(self) - 1)
        found = np.where(hashes[at] == marks, rows[at], -1).astype(np.int64)
        there = np.flatnonzero(found >= 0)
        for k in there[
            ~self._alike(found[there], other, there)
        ].tolist():  # another word of the same hash stands before it, or it is not there
            found[k] = -1 if (row := self.find(other[k])) is None else row
        return found

    def _alike(self, rows: np.ndarray, other: "Vocabulary", others: np.ndarray) -> np.ndarray:
        """Whether rows[i] here and others[i] there are the same bytes (k,) bool."""
        lengths = self.offsets[rows + 1] - self.offsets[rows]
        alike = lengths == other.offsets[others + 1] - other.offsets[others]
        for place in range(int(lengths[alike].max(initial=0))):
            still = np.flatnonzero(alike & (lengths > place))
            alike[still] = self.text[self.offsets[rows[still]] + place] == other.text[other.offsets[others[still]] + place]
        return alike

    def hashes(self) -> np.ndarray:
        """The hash of every word (n,) uint64, in their order. O(bytes)."""
        return np.concatenate([_hashes(self.text, self.offsets[at : at + CHUNK + 1]) for at in range(0, max(len(self), 1), CHUNK)])

    def repeated(self) -> np.ndarray:
        """The rows whose word stands in an earlier row already, ascending. O(n)."""
        hashes, rows = self.table
        again = np.flatnonzero(hashes[1:] == hashes[:-1]) + 1
        return np.array(sorted(row for row in rows[again].tolist() if self.find(self[row]) != row), np.int64)

    def starting(self, prefix: str, n: int = 10) -> list[str]:
        """The first n words, in their order, that start with `prefix`. O(words), some milliseconds at 400,000."""
        sought = np.frombuffer(prefix.encode(errors="surrogatepass"), np.uint8)
        starts = self.offsets[:-1]
        rows = np.flatnonzero(np.diff(self.offsets) >= len(sought)) if len(sought) else np.arange(min(n, len(self)))
        for place, byte in enumerate(sought):
            rows = rows[self.text[starts[rows] + place] == byte]
        return [self[int(row)] for row in rows[:n]]

    def close(self, word: str, n: int = 5) -> list[str]:
        """Up to n words that `word` may have been meant as: fewest edits first, then the order of the vocabulary.

        An edit adds, drops or replaces a letter or swaps two that stand together (Damerau 1964, the restricted distance); case is no edit.
        At most 2 edits, and 1 in words of up to 4 letters. O(n length^2).
        """
        from mllab.embed.kernels.edits import edits
        from mllab.embed.search import seen

        if not len(self) or not word:
            return []
        letters = np.array([ord(letter) for letter in word.casefold()], np.int32)
        most = 1 if len(letters) <= 4 else 2
        with TURN:
            needed = edits(seen(self.text), seen(self.offsets), letters, most)
        rows = np.flatnonzero(needed <= most)
        return [self[int(row)] for row in rows[np.argsort(needed[rows], kind="stable")][:n]]


def _hash(word: bytes) -> int:
    """`_hashes` of one word."""
    total = 0
    for byte in reversed(word):
        total = (total * ODD + byte + 1) & (1 << 64) - 1
    return (total + len(word)) & (1 << 64) - 1


def _hashes(text: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """A hash of every word between neighboring offsets: its bytes as the digits of a number modulo 2**64 (Karp and Rabin 1987).

    Computed from running sums over the whole block, so that no word is looked at by itself; words may share a hash and are compared then.
    """
    first, last = int(offsets[0]), int(offsets[-1])
    digits = text[first:last].astype(np.uint64) + np.uint64(1)
    powers = np.full(len(digits), ODD, np.uint64)
    powers[:1] = 1
    sums = np.zeros(len(digits) + 1, np.uint64)
    np.cumsum(digits * np.cumprod(powers, out=powers), out=sums[1:])
    ends = np.asarray(offsets) - first
    undone = np.full(len(digits) + 1, UNDONE, np.uint64)
    undone[0] = 1
    np.cumprod(undone, out=undone)
    return (sums[ends[1:]] - sums[ends[:-1]]) * undone[ends[:-1]] + np.diff(ends).astype(np.uint64)
