"""A matrix of numbers and its words, whatever file they come from, handed on in pieces."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from mllab.embed.read.beside import words_file, words_of
from mllab.embed.read.task import Task
from mllab.embed.vocabulary import Vocabulary
from mllab.errors import DataError

PIECE = 8 << 20  # bytes of numbers at a time
KINDS = {"f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"}


def check_kind(dtype: np.dtype, name: str) -> None:
    """Raises DataError for an array that is not of numbers; one of Python objects holds a pickle."""
    if dtype.hasobject:
        raise DataError(f"{name} holds Python objects, which can only be opened by unpickling, and that can run code. Save it as float32.")
    if dtype.str[1:] not in KINDS:
        raise DataError(f"{name} holds values of type {dtype}. Word vectors are whole or decimal numbers of up to 64 bits.")


def check_shape(shape: Sequence[int], name: str) -> None:
    """Raises DataError for what is no table of at least one vector."""
    if len(shape) != 2 or min(shape) < 1:
        raise DataError(f"{name} has the shape {tuple(shape)}. Word vectors have two axes: one row per word.")


def hand_on(task: Task, matrix: np.ndarray, words: tuple[np.ndarray, np.ndarray] | None) -> Iterator[int]:
    """Collect the rows of a matrix, mapped or in memory, with the bytes and lengths of its words; yields the bytes done.

    Without words they come from the file beside. Raises DataError where there is none, or the counts differ. O(n d).
    """
    check_kind(matrix.dtype, task.name)
    check_shape(matrix.shape, task.name)
    n, d = matrix.shape
    text, lengths = words if words is not None else beside(task, n)
    if len(lengths) != n:
        raise DataError(f"{task.name} has {len(lengths):,} words and {n:,} vectors. There must be as many.")
    collected = task.start(d)
    ends = np.concatenate([[0], np.cumsum(lengths)])
    step = max(1, PIECE // (d * matrix.dtype.itemsize))
    for first in range(0, n, step):
        last = min(n, first + step)
        with np.errstate(over="ignore"):
            rows = np.asarray(matrix[first:last]).astype(np.float32)
        collected.add(text[ends[first] : ends[last]], lengths[first:last], rows, np.arange(first + 1, last + 1))
        yield min(task.size, last * d * matrix.dtype.itemsize)


def beside(task: Task, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """The words in the file beside. Raises DataError when there is none."""
    path = words_file(task)
    if path is None:
        raise DataError(
            f"{task.name} holds vectors without words. Put them beside it, one a line, as {Path(task.name).stem}.words.txt, or name the file of"
            " words as words='vocabulary.txt'."
        )
    return words_of(path, rows, task.asked.column)


def packed(words: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Words as their bytes one behind the other, and their lengths. O(bytes)."""
    made = Vocabulary.of(words)
    return made.text, np.diff(made.offsets)
