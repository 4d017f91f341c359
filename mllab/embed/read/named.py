"""The words of lines without words."""

import numpy as np

from mllab.embed.read.beside import words_file, words_of
from mllab.embed.read.blocks import NEWLINE, blocks
from mllab.embed.read.task import Task
from mllab.errors import DataError


class Named:
    """The words of lines without words, from the file beside."""

    def __init__(self, task: Task) -> None:
        self.path = words_file(task) or task.path
        rows = sum(int((block == NEWLINE).sum()) + int(block[-1] != NEWLINE) for block in blocks(task.path, 0, task.name))
        self.text, self.lengths = words_of(self.path, rows, task.asked.column)
        self.ends = np.cumsum(self.lengths)

    def check(self, line: int, last: bool = False) -> None:
        """Raises DataError when there are more lines than words, or at the end fewer."""
        if line > len(self.lengths) or (last and line != len(self.lengths)):
            raise DataError(f"{self.path.name} has {len(self.lengths):,} words, and the vectors have {line:,} lines or more.")

    def of(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The bytes and lengths of the words of some rows."""
        parts = [self.text[self.ends[row] - self.lengths[row] : self.ends[row]] for row in rows]
        return (np.concatenate(parts) if parts else np.zeros(0, np.uint8)), self.lengths[rows]
