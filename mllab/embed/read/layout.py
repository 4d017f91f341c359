"""How the lines of a text of word vectors are laid out: header, separators and dimension, from its first lines."""

import re
from collections import Counter
from dataclasses import dataclass

from mllab.embed.read.formats import counts
from mllab.embed.read.task import Task
from mllab.errors import DataError

SAMPLE = 200  # lines
HEAD = 4 << 20
NUMBER = re.compile(rb"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|[+-]?(nan|inf|infinity)", re.IGNORECASE)
COMMA = re.compile(rb"[+-]?\d*,\d+([eE][+-]?\d+)?")
SPACE, TAB = 32, 9


@dataclass(frozen=True)
class Layout:
    """`after_word` is the byte behind the word (0: lines have no word), `sign` the one between numbers; `promised` is the header's count."""

    start: int  # bytes before the first line
    first: int  # its number
    dimension: int
    after_word: int
    sign: int
    promised: int | None = None


def laid_out(task: Task) -> Layout:
    """The layout of the text. Raises DataError when it is none, when its header names another dimension than its lines have, and for decimal commas."""
    with task.path.open("rb") as file:
        head = file.read(HEAD)
    start = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    header, first = counts(head), 1
    if header is not None:
        start, first = head.index(b"\n") + 1, 2
    lines = [line.rstrip(b"\r \t") for line in head[start:].split(b"\n")[: SAMPLE + 1]]
    lines = [line for line in (lines[:-1] or lines) if line]
    if not lines:
        raise DataError(f"{task.name} ends behind its header. Check that the download finished.")
    after_word, sign = _signs(lines)
    dimension = _dimension(task, lines, after_word, sign)
    if header is not None and header[1] != dimension:
        raise DataError(
            f"{task.name} promises vectors of {header[1]:,} numbers in its first line, and its lines have {dimension:,}. One of the two is wrong:"
            " take the first line out, or get the file again."
        )
    if sign == TAB and header is None and _all_numbers(lines, sign):
        after_word, dimension = _without_words(task, lines, dimension)
    return Layout(start, first, dimension, after_word, sign, header[0] if header else None)


def numbers(line: bytes, after_word: int, sign: int) -> tuple[bytes, list[bytes]]:
    """The word of a line, and its other fields."""
    if after_word == 0:
        return b"", line.split(b"\t")
    word, _, rest = line.partition(bytes([after_word]))
    fields = rest.split(bytes([sign]))
    return word, [field for field in fields if field] if sign == SPACE else fields


def _signs(lines: list[bytes]) -> tuple[int, int]:
    tabs = sum(b"\t" in line for line in lines)
    if 2 * tabs <= len(lines):
        return SPACE, SPACE
    spaced = sum(line.count(b"\t") == 1 and b" " in line.partition(b"\t")[2] for line in lines)
    return (TAB, SPACE) if 2 * spaced > len(lines) else (TAB, TAB)


def _dimension(task: Task, lines: list[bytes], after_word: int, sign: int) -> int:
    parted = [numbers(line, after_word, sign)[1] for line in lines]
    dimension, _ = Counter(map(len, parted)).most_common(1)[0]
    fitting = [fields for fields in parted if len(fields) == dimension]
    if not dimension or 2 * sum(bool(NUMBER.fullmatch(field)) for fields in fitting for field in fields) < dimension * len(fitting):
        if dimension and 2 * sum(bool(COMMA.fullmatch(field)) for fields in fitting for field in fields) > dimension * len(fitting):
            raise DataError(
                f"{task.name} writes its numbers with decimal commas, as in {fitting[0][0].decode(errors='replace')!r}. Word vectors are written"
                " with points: replace the commas, as reading 0,5 as 0.5 or as two numbers would be a guess."
            )
        raise DataError(
            f"{task.name} holds no word vectors: a line is a word and its numbers, with spaces or tabs between. The first reads"
            f" {lines[0][:80].decode(errors='replace')!r}."
        )
    return dimension


def _all_numbers(lines: list[bytes], sign: int) -> bool:
    return all(NUMBER.fullmatch(line.partition(bytes([sign]))[0]) for line in lines)


def _without_words(task: Task, lines: list[bytes], dimension: int) -> tuple[int, int]:
    """Tab-separated numbers only: the vectors of the projector, whose words stand in another file, or rows that are named by whole numbers."""
    from mllab.embed.read.beside import words_file

    if words_file(task) is not None:
        return 0, dimension + 1
    firsts = [line.partition(b"\t")[0] for line in lines]
    if all(first.isdigit() for first in firsts) and len(set(firsts)) == len(firsts):
        return TAB, dimension
    raise DataError(
        f"{task.name} holds vectors without words, as the projector's vectors.tsv does. Put metadata.tsv beside it, or name the file of words as"
        " words='metadata.tsv'."
    )
