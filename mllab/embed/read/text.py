"""Text with a word and its numbers on each line: word2vec, GloVe, fastText's .vec, and TSV with or without words."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from mllab.embed.read.blocks import blocks, ends_of
from mllab.embed.read.collect import Collected
from mllab.embed.read.layout import COMMA, NUMBER, SPACE, Layout, laid_out, numbers
from mllab.embed.read.named import Named
from mllab.embed.read.task import Task

THREADS = min(8, os.cpu_count() or 1)


def read(task: Task) -> Iterator[int]:
    """Read the lines of a text in blocks, on all cores; yields the bytes done. O(bytes), memory of some blocks.

    Numbers are exactly those that Python's float makes of the same text, rounded to 32 bits. Raises DataError for what is no such text.
    """
    layout = laid_out(task)
    collected = task.start(layout.dimension)
    with ThreadPoolExecutor(THREADS, thread_name_prefix="lines") as threads:
        lines = Lines(task, layout, collected, threads)
        done = layout.start
        for block in blocks(task.path, layout.start, task.name):
            lines.add(block)
            done += len(block)
            yield done
        lines.finish()


class Lines:
    """The lines of one text on their way into `collected`."""

    def __init__(self, task: Task, layout: Layout, collected: Collected, threads: ThreadPoolExecutor) -> None:
        self.task, self.layout, self.collected, self.threads = task, layout, collected, threads
        self.line = layout.first
        self.found = 0
        self.named = Named(task) if layout.after_word == 0 else None

    def add(self, block: np.ndarray) -> None:
        """One block of whole lines."""
        starts, ends = ends_of(block)
        at = self.line + np.arange(len(starts))
        self.line += len(starts)
        self.found += int((ends > starts).sum())  # lines of blanks only are none
        wide = ends - starts >= 2 * self.layout.dimension - 1  # shorter ones cannot hold the numbers; they get no room
        if self.named is not None:
            self.named.check(int(at[-1]) if len(at) else 0)
        for i in np.flatnonzero(~wide):
            self._refuse(int(at[i]), block[starts[i] : ends[i]].tobytes())
        self._fill(block, starts[wide], ends[wide], at[wide])

    def _fill(self, block: np.ndarray, starts: np.ndarray, ends: np.ndarray, at: np.ndarray) -> None:
        from mllab.embed.read.kernels.numbers import gather

        rows = np.empty((len(starts), self.layout.dimension), np.float32)
        word_ends, verdicts = np.empty(len(starts), np.int64), np.empty(len(starts), np.int8)
        self._share(len(starts), lambda part: self._parse(block, starts[part], ends[part], rows[part], word_ends[part], verdicts[part]))
        lost = []
        for i in np.flatnonzero(verdicts):
            raw = block[starts[i] : ends[i]].tobytes()
            length = self._again(int(at[i]), raw, rows[i])
            if length is None:
                lost.append(i)
            else:
                word_ends[i] = starts[i] + length
        if lost:
            starts, ends, word_ends, at, rows = (np.delete(one, lost, axis=0) for one in (starts, ends, word_ends, at, rows))
        if self.named is not None:
            text, lengths = self.named.of(at - self.layout.first)
        else:
            lengths = word_ends - starts
            text = np.empty(int(lengths.sum()), np.uint8)
            gather(block, starts, word_ends, text)
        self.collected.add(text, lengths, rows, at, lambda i: _shown(block[starts[i] : ends[i]].tobytes()))

    def _parse(self, block: np.ndarray, *arrays: np.ndarray) -> None:
        from mllab.embed.read.kernels.numbers import parse

        starts, ends, *made = arrays
        parse(block, starts, ends, self.layout.after_word, self.layout.sign, *made)

    def _share(self, rows: int, work: Callable[[slice], None]) -> None:
        """Deal the lines of a block to the processors."""
        step = -(-rows // THREADS) or 1
        for done in [self.threads.submit(work, slice(first, first + step)) for first in range(0, rows, step)]:
            done.result()

    def _again(self, line: int, raw: bytes, row: np.ndarray) -> int | None:
        """A second look at a line that is not plain: the length of its word when it can be read without a guess, else it is refused."""
        word, fields = numbers(raw.rstrip(b" \t"), self.layout.after_word, self.layout.sign)
        d = self.layout.dimension
        if self.layout.after_word == SPACE and len(fields) > d and not NUMBER.fullmatch(fields[-d - 1]):
            word, fields = raw.rstrip(b" \t").rsplit(None, d)[0], fields[-d:]  # a word with spaces, which does not end in a number itself
        if self._why(word, fields) is not None:
            self._refuse(line, raw)
            return None
        with np.errstate(over="ignore"):
            row[:] = np.array([float(field) for field in fields]).astype(np.float32)
        return len(word)

    def _why(self, word: bytes, fields: list[bytes]) -> tuple[str, str] | None:
        """Why a line does not fit, and the kind of it."""
        if not word.strip() and self.layout.after_word:
            return ("there is no word before the numbers",) * 2
        if comma := next((field for field in fields if COMMA.fullmatch(field)), None):
            return f"a decimal comma: {comma[:20].decode()!r}", "a decimal comma"
        if len(fields) != self.layout.dimension:
            return f"{len(fields):,} numbers where {self.layout.dimension:,} are expected", "too few or too many numbers"
        odd = next((field for field in fields if not NUMBER.fullmatch(field)), None)
        return None if odd is None else (f"{odd[:20].decode(errors='backslashreplace')!r} is no number", "something that is no number")

    def _refuse(self, line: int, raw: bytes) -> None:
        """Leave a line out, and say why; a line of nothing but blanks has nothing to leave out."""
        if raw.strip():
            word, fields = numbers(raw.rstrip(b" \t"), self.layout.after_word, self.layout.sign)
            reason, kind = self._why(word, fields) or ("the line does not fit",) * 2
            self.task.rejects.add(line, _shown(raw), reason, kind)

    def finish(self) -> None:
        """Compare with what the header promised. A wrong count is told; every line that is there was read."""
        promised = self.layout.promised
        if promised is not None and promised != self.found:
            said = f"the header promises {promised:,} words, and {self.found:,} lines follow"
            self.task.rejects.add(1, f"{promised} {self.layout.dimension}", said, "the header promises another number of words")
        if self.named is not None:
            self.named.check(self.line - 1, last=True)


def _shown(raw: bytes) -> str:
    return raw[:200].decode(errors="backslashreplace")
