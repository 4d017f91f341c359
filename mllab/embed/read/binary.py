"""word2vec with a header: told apart as text or binary, and the binary read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from mllab.embed.read import text
from mllab.embed.read.formats import HEAD, counts
from mllab.embed.read.layout import NUMBER
from mllab.embed.read.task import Task
from mllab.errors import DataError

BLOCK = 8 << 20
LONGEST = 2_000  # bytes of a word
WIDEST = 100_000


def read(task: Task) -> Iterator[int]:
    """Read a file whose first line is two whole numbers; yields the bytes done. O(bytes), memory of a block.

    Raises DataError when the file cannot hold what its header promises, before anything is allocated.
    """
    with task.path.open("rb") as file:
        head = file.read(HEAD)
    if is_text(head):
        yield from text.read(task)
        return
    words, dimension = counts(head) or (0, 0)
    rows = Rows(task, head.index(b"\n") + 1, words, dimension)
    rows.check()
    yield from rows.read()


def is_text(head: bytes) -> bool:
    """Whether the line behind the header is text: no byte that texts do not have, and its last whole field is a number, with a comma or without."""
    line, newline, _ = head[head.index(b"\n") + 1 :].partition(b"\n")
    if any(byte < 9 or 13 < byte < 32 for byte in line):
        return False
    fields = line.split()
    if not newline and len(head) == HEAD:
        fields = fields[:-1]  # it is cut off here
    return not fields or bool(NUMBER.fullmatch(fields[-1])) or b"," in fields[-1]


@dataclass
class Rows:
    """The rows of one binary file behind `start`."""

    task: Task
    start: int
    words: int
    dimension: int
    row: int = 0

    def check(self) -> None:
        """Refuse what cannot be. Raises DataError."""
        name, asked = self.task.name, f"{self.words:,} words of {self.dimension:,} numbers"
        if not 1 <= self.dimension <= WIDEST or self.words < 1:
            raise DataError(f"{name} promises {asked} in its first line. mllab reads at least one word, of 1 to {WIDEST:,} numbers.")
        needed, there = self.words * (4 * self.dimension + 1), self.task.size - self.start
        if needed > there and not self.task.asked.partial:
            raise DataError(
                f"{name} promises {asked}, at least {needed:,} bytes, and {there:,} follow: it is cut off, or its first line is wrong. Get it"
                " again, or read the whole rows that are there with partial=True."
            )

    def read(self) -> Iterator[int]:
        """All rows, block by block."""
        collected = self.task.start(self.dimension)
        with self.task.path.open("rb") as file:
            file.seek(self.start)
            left = b""
            while self.row < self.words and (piece := file.read(BLOCK)):
                block = np.frombuffer(left + piece, np.uint8)
                text, lengths, rows, used = self._cut(block)
                collected.add(text, lengths, rows, np.arange(self.row + 1, self.row + 1 + len(rows)))
                self.row += len(rows)
                left = block[used:].tobytes()
                yield file.tell() - len(left)
            self._finish(left, file)

    def _cut(self, block: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
        """The whole rows of a block: bytes of the words, their lengths, the vectors (k, d) float32, and the bytes that were taken."""
        from mllab.embed.read.kernels.numbers import gather
        from mllab.embed.read.kernels.rows import cut, lift

        wide = 4 * self.dimension
        most = min(self.words - self.row, len(block) // (wide + 1))
        starts, ends = np.empty(most, np.int64), np.empty(most, np.int64)
        count, used = cut(block, most, wide, LONGEST, starts, ends)
        if count < 0:
            raise DataError(
                f"{self.task.name} has a word of more than {LONGEST:,} bytes near byte {self.start + used:,}: its first line names the wrong"
                f" dimension ({self.dimension:,}), or the file is damaged. Get it again."
            )
        starts, ends = starts[:count], ends[:count]
        text, rows = np.empty(int((ends - starts).sum()), np.uint8), np.empty((count, self.dimension), "<f4")
        gather(block, starts, ends, text)
        lift(block, ends, wide, rows.view(np.uint8))
        return text, ends - starts, rows, int(used)

    def _finish(self, left: bytes, file: Any) -> None:
        """Tell of rows that are missing, and of bytes behind the last; together with rows that make no sense the header is wrong, and refused."""
        rejects, promised = self.task.rejects, f"{self.words:,} words of {self.dimension:,} numbers"
        if self.row < self.words:
            rejects.add(self.row + 1, "", f"the file is cut off in row {self.row + 1:,} of {self.words:,}", "the file is cut off")
            return
        more = len(left.strip(b"\n")) + self.task.size - file.tell()
        if more and rejects.count:
            raise DataError(
                f"{self.task.name} does not hold the {promised} that its first line promises: {rejects.count:,} of the rows make no sense, and"
                f" {more:,} bytes follow them. Get the file again."
            )
        if more:
            rejects.add(0, promised, f"{more:,} bytes follow the {promised} that the first line promises", "bytes follow the last word")
