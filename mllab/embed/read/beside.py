"""Words that stand in a file of their own, beside the vectors: metadata of the projector, or a plain list."""

import re
from pathlib import Path

import numpy as np

from mllab.data.read.source import located
from mllab.embed.read.task import Task
from mllab.errors import DataError

SWAPPED = re.compile(r"vectors?|vecs|tensors?|embeddings?", re.IGNORECASE)
ENDS = (".tsv", ".txt")
NAMES = ("word", "words", "token", "label", "labels", "name", "key", "term")


def words_file(task: Task) -> Path | None:
    """The file of the words: the one that was asked for, or the one beside that carries the name of the vectors; None without one."""
    if task.asked.words is not None:
        return located(task.asked.words, None, task.folder)[0]
    return next((one for one in companions(task.home / Path(task.name).name) if one.suffix in ENDS), None)


def companions(path: Path) -> list[Path]:
    """Files that may belong to the vectors in `path`, those that exist, the likeliest first."""
    stem = path.name.split(".")[0]
    named = [f"{SWAPPED.sub(to, stem)}{end}" for to in ("metadata", "labels", "words", "vocab") for end in ENDS if SWAPPED.search(stem)]
    added = [
        f"{base}{mark}{to}{end}"
        for base in (path.name, path.stem, stem)
        for to in ("metadata", "labels", "words", "vocab")
        for mark in "._"
        for end in ENDS
    ]
    plain = [f"{to}{end}" for to in ("metadata", "labels", "words", "vocab") for end in ENDS]
    found = [path.parent / one for one in dict.fromkeys([*named, *added, *plain])]
    return [one for one in found if one != path and one.is_file()]


def words_of(path: Path, rows: int, column: str | None = None) -> tuple[np.ndarray, np.ndarray]:
    """The words in a file of one line per vector: their bytes one behind the other (uint8), and their lengths.

    Of several columns, the one named `column`, or `word` and its like, or the first. A first line more than there are vectors is a header;
    the projector writes one exactly when there are several columns. Raises DataError when the lines are of another number. O(bytes).
    """
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    lines = [line.removesuffix(b"\r") for line in data.split(b"\n")]
    if lines and not lines[-1]:
        lines.pop()
    if len(lines) not in {rows, rows + 1}:
        raise DataError(
            f"{path.name} has {len(lines):,} lines for {rows:,} vectors. It needs one line for each, and a header before them or none."
        )
    named = len(lines) == rows + 1
    at = _column(path, lines[0].split(b"\t"), column, named)
    cells = [(line.split(b"\t") + [b""] * at)[at] for line in lines[named:]]
    text = np.frombuffer(b"".join(cells), np.uint8)
    return text, np.fromiter(map(len, cells), np.int64, len(cells))


def _column(path: Path, header: list[bytes], asked: str | None, named: bool) -> int:
    names = [cell.decode(errors="replace").strip() for cell in header]
    if asked is None:
        return next((at for at, one in enumerate(names) if one.lower() in NAMES), 0) if named else 0
    if not named or asked not in names:
        raise DataError(
            f"{path.name} has no column {asked!r}. " + (f"It has {', '.join(map(repr, names[:10]))}." if named else "It has no header.")
        )
    return names.index(asked)
