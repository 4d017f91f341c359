"""Words and vectors as they come from a reader, checked once for all formats, and written down as they come."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from mllab.embed.read.growing import Growing
from mllab.embed.read.rejects import Rejects
from mllab.embed.search import encode, row_norms
from mllab.embed.vocabulary import Vocabulary
from mllab.errors import DataError

Raw = Callable[[int], str]  # the raw text of the i-th row that was given
NEWLINE = 10


class Collected:
    """The files of an embedding in `folder`, row by row: words.npy, offsets.npy, vectors.npy, norms.npy, and what a search scans.

    Left out and told: words that are no UTF-8 or empty, vectors with NaN, infinity or numbers too large to square, and words that came before.
    """

    def __init__(self, folder: Path, dimension: int, rejects: Rejects) -> None:
        if not 1 <= dimension <= 100_000:
            raise DataError(f"{rejects.name} has vectors of {dimension:,} numbers. mllab reads 1 to 100,000 numbers per word.")
        self.folder, self.dimension, self.rejects = folder, dimension, rejects
        self.columns = {
            "vectors": Growing(folder / "vectors.npy", "<f4", dimension),
            "norms": Growing(folder / "norms.npy", "<f4", 0),
            "codes": Growing(folder / "codes.npy", "|i1", dimension),
            "scales": Growing(folder / "scales.npy", "<f4", 0),
            "rests": Growing(folder / "rests.npy", "<f4", 0),
        }
        self.text: list[np.ndarray] = []
        self.lengths: list[np.ndarray] = []
        self.lines: list[np.ndarray] = []
        self.empty: list[str] = []

    @property
    def words(self) -> int:
        """How many words there are so far."""
        return self.columns["norms"].rows

    def add(self, text: np.ndarray, lengths: np.ndarray, vectors: np.ndarray, lines: np.ndarray, raw: Raw | None = None) -> None:
        """Rows in their order: the words' bytes one behind the other (uint8), their lengths (k,), vectors (k, d) float32, line numbers (k,)."""
        norms = row_norms(vectors)
        bad = self._no_words(text, lengths)
        bad.update({int(i): _not_finite(vectors[i]) for i in np.flatnonzero(~np.isfinite(norms))})
        ends = np.cumsum(lengths)
        if bad:
            for i in sorted(bad):
                word = text[ends[i] - lengths[i] : ends[i]].tobytes()
                self.rejects.add(int(lines[i]), raw(i) if raw else word.decode(errors="backslashreplace"), bad[i])
            keep = np.ones(len(lengths), bool)
            keep[list(bad)] = False
            text = text[np.repeat(keep, lengths)]
            lengths, vectors, lines, norms = lengths[keep], vectors[keep], lines[keep], norms[keep]
        ends = np.cumsum(lengths)
        self.empty += [text[ends[i] - lengths[i] : ends[i]].tobytes().decode() for i in np.flatnonzero(norms == 0)]
        codes = encode(vectors)
        for name, rows in {"vectors": vectors, "norms": norms, "codes": codes.codes, "scales": codes.scales, "rests": codes.rests}.items():
            self.columns[name].add(rows)
        self.text.append(text)
        self.lengths.append(lengths)
        self.lines.append(lines)
        self.rejects.check(self.words)

    def _no_words(self, text: np.ndarray, lengths: np.ndarray) -> dict[int, str]:
        bad = dict.fromkeys(np.flatnonzero(lengths == 0).tolist(), "there is no word")
        try:
            if (text < 128).all():
                return bad
            split = np.insert(text, np.cumsum(lengths), NEWLINE)  # so that no letter reaches from one word into the next
            split.tobytes().decode()
        except UnicodeDecodeError:
            ends = np.cumsum(lengths)
            for i in range(len(lengths)):
                try:
                    text[ends[i] - lengths[i] : ends[i]].tobytes().decode()
                except UnicodeDecodeError as error:
                    bad[i] = f"the word is no UTF-8: {error.reason} at byte {error.start + 1}"
        return bad

    def close(self) -> None:
        """Take out words that came before, and write what belongs to the words. Raises DataError when there is not one."""
        text, lengths, lines = (
            np.concatenate(parts) if parts else np.zeros(0, np.int64) for parts in (self.text, self.lengths, self.lines)
        )
        vocabulary = _of(text.astype(np.uint8, copy=False), lengths)
        again = vocabulary.repeated()
        if len(again):
            for row in again.tolist():
                word = vocabulary[row]
                first = vocabulary.find(word)
                self.rejects.add(
                    int(lines[row]), word, f"the word stood in line {int(lines[first or 0])} already", "the word stood in an earlier line"
                )
            keep = np.ones(len(lengths), bool)
            keep[again] = False
            vocabulary = _of(vocabulary.text[np.repeat(keep, lengths)], lengths[keep])
            for column in self.columns.values():
                column.drop(again)
        if not len(vocabulary):
            raise DataError(f"{self.rejects.name} holds not one word with a vector. {self.rejects.note() or 'It has no line.'}")
        for column in self.columns.values():
            column.close()
        hashes, rows = vocabulary.table
        for name, array in {"words": vocabulary.text, "offsets": vocabulary.offsets, "hashes": hashes, "rows": rows}.items():
            np.save(self.folder / f"{name}.npy", array, allow_pickle=False)

    def note(self) -> str | None:
        """One sentence about vectors of zeros: they are kept, as nothing is wrong with the line, and are nobody's neighbors."""
        if not self.empty:
            return None
        few = ", ".join(map(repr, self.empty[:5])) + (", ..." if len(self.empty) > 5 else "")
        return f"{len(self.empty):,} words have a vector of zeros and so no neighbors: {few}."

    def discard(self) -> None:
        """Close the files of a reading that did not come to its end."""
        for column in self.columns.values():
            column.file.close()


def _of(text: np.ndarray, lengths: np.ndarray) -> Vocabulary:
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return Vocabulary(text, offsets)


def _not_finite(vector: np.ndarray) -> str:
    if np.isnan(vector).any():
        return "a number is NaN"
    return "a number is infinite, or too large for 32 bits" if np.isinf(vector).any() else "the numbers are too large to square"
