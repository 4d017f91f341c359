"""Packed files: unpacked into the workspace first, piece by piece, with limits that are checked while unpacking."""

import re
from collections.abc import Iterator
from pathlib import Path

from mllab.data.read import archives
from mllab.embed.read.beside import ENDS
from mllab.embed.read.formats import detect
from mllab.embed.read.task import Task
from mllab.errors import DataError

MOST = 32 << 30  # bytes unpacked
DEEPEST = 3
WORDS = re.compile("metadata|labels|words|vocab", re.IGNORECASE)


def unpack(task: Task) -> Iterator[tuple[int, int]]:
    """Unpack until what is there is no archive: yields (bytes done, bytes in all); `task.path` and `task.name` change. O(bytes)."""
    for depth in range(DEEPEST + 1):
        kind = detect(task.path, task.name)
        if kind not in {"gzip", "zip"}:
            return
        if depth == DEEPEST:
            raise DataError(f"{task.name} is packed more than {DEEPEST} times over. Unpack it yourself and give the vectors.")
        inner = task.work / f"unpacked-{depth}"
        yield from _gzip(task, inner) if kind == "gzip" else _zip(task, inner)
        if task.path.parent == task.work:
            task.path.unlink()
        task.path = inner


def _gzip(task: Task, inner: Path) -> Iterator[tuple[int, int]]:
    size = task.size
    for done in archives.gunzipping(task.path, task.name, inner, MOST):
        yield done, size
    task.name = task.name[:-3] if task.name.lower().endswith(".gz") else task.name


def _zip(task: Task, inner: Path) -> Iterator[tuple[int, int]]:
    chosen, names = archives.member_of(task.path, task.name, task.asked.member)
    for done in archives.unzipping(task.path, task.name, inner, chosen, MOST):
        yield done, max(1, chosen.file_size)
    _words_beside(task, chosen.filename, names)
    if len(names) > 1:
        others = ", ".join(one for one in names if one != chosen.filename)
        task.notes.append(f"{chosen.filename} was read out of {task.name}, which also holds {others[:300]}: name one as member.")
    task.name = chosen.filename


def _words_beside(task: Task, chosen: str, names: tuple[str, ...]) -> None:
    """Unpack the words that lie in the same zip as vectors without words, under a name of our own, so that they are found beside them."""
    named = [one for one in names if one != chosen and one.lower().endswith(ENDS) and WORDS.search(one)]
    if named and task.asked.words is None and chosen.lower().endswith((".tsv", ".npy")):
        member, _ = archives.member_of(task.path, task.name, named[0])
        for _ in archives.unzipping(task.path, task.name, task.work / "metadata.tsv", member, MOST):
            pass
        task.home = task.work
