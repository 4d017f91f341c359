"""A configuration of TensorFlow's Embedding Projector: which tensors, of which shape, and where their words are."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from mllab.embed.read import text
from mllab.embed.read.beside import words_of
from mllab.embed.read.matrix import check_shape, hand_on
from mllab.embed.read.task import Asked, Task
from mllab.errors import DataError

MOST = 10 << 20  # bytes of a configuration
NUMBER = 4  # bytes; tensors are float32


def read(task: Task) -> Iterator[int]:
    """The tensor of a configuration (the first, or the one named by tensor=), as raw float32 or TSV. Raises DataError for one that is not there."""
    one = _chosen(task)
    path = _found(task.home, one.get("tensorPath"))
    if path is None:
        raise DataError(f"{task.name} names the vectors {one.get('tensorPath')!r}, which are not beside it. Put that file there.")
    words = task.asked.words or _found(task.home, one.get("metadataPath"))
    if words is None:
        raise DataError(f"{task.name} names no file of words that is beside it ({one.get('metadataPath')!r}). Name one as words='...'.")
    if path.suffix == ".tsv":
        task.path, task.name, task.asked = path, path.name, Asked(words=str(words), column=task.asked.column)
        yield from text.read(task)
        return
    shape = _shape(task, one, path)
    named = words_of(Path(words), shape[0], task.asked.column)
    yield from hand_on(task, np.memmap(path, "<f4", "r", 0, shape), named)


def companions(path: Path) -> list[Path]:
    """The files that a configuration names, those that are there."""
    if path.suffix != ".json" or path.stat().st_size > MOST:
        return []
    try:
        told = json.loads(path.read_bytes())
    except ValueError:
        return []
    listed = told.get("embeddings", []) if isinstance(told, dict) else []
    named = [one.get(key) for one in listed if isinstance(one, dict) for key in ("tensorPath", "metadataPath")]
    return [found for one in named if (found := _found(path.parent, one)) is not None]


def _chosen(task: Task) -> dict[str, Any]:
    try:
        told = json.loads(task.path.read_bytes()) if task.size <= MOST else None
    except ValueError as error:
        raise DataError(f"{task.name} is no JSON ({error}). Give the projector's configuration as it was written.") from error
    listed = told.get("embeddings") if isinstance(told, dict) else None
    if not isinstance(listed, list) or not listed or not all(isinstance(one, dict) for one in listed):
        raise DataError(f"{task.name} is no configuration of the projector: it has no list of embeddings.")
    names = [str(one.get("tensorName")) for one in listed]
    if task.asked.tensor is None:
        if len(listed) > 1:
            task.notes.append(f"{names[0]} was read; there are also {', '.join(names[1:])}: name one as tensor.")
        return listed[0]
    if task.asked.tensor not in names:
        raise DataError(f"{task.name} has no tensor {task.asked.tensor!r}. It has {', '.join(names)}.")
    return listed[names.index(task.asked.tensor)]


def _shape(task: Task, one: dict[str, Any], path: Path) -> tuple[int, int]:
    shape = one.get("tensorShape")
    if not isinstance(shape, list) or not all(isinstance(axis, int) for axis in shape):
        raise DataError(f"{task.name} does not say the shape of {path.name}: tensorShape is {shape!r}, and should be [words, numbers].")
    check_shape(shape, path.name)
    if shape[0] * shape[1] * NUMBER != path.stat().st_size:
        raise DataError(
            f"{task.name} promises the shape {shape} for {path.name}, {shape[0] * shape[1] * NUMBER:,} bytes, and it has"
            f" {path.stat().st_size:,}: the shape is wrong, or the file is cut off."
        )
    return shape[0], shape[1]


def _found(home: Path, named: Any) -> Path | None:
    """A file that is named relative to the configuration; the projector's own are relative to its page, so the plain name is tried, too."""
    if not isinstance(named, str) or "://" in named or not named:
        return None
    inside = (home / named).resolve()
    there = [one for one in (inside, home / Path(named).name) if one.is_file() and one.resolve().is_relative_to(home.resolve())]
    return there[0] if there else None
