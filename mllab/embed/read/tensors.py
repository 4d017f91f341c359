"""safetensors: a header of JSON, checked against the size of the file before anything is allocated, and plain arrays behind it."""

import json
import struct
from collections.abc import Iterator
from typing import Any

import numpy as np

from mllab.embed.read.formats import LONGEST
from mllab.embed.read.matrix import check_shape, hand_on, packed
from mllab.embed.read.task import Task
from mllab.errors import DataError

TYPES = {"F16": "<f2", "F32": "<f4", "F64": "<f8", "BF16": "<u2", "I8": "|i1"}


def read(task: Task) -> Iterator[int]:
    """The table of vectors in a safetensors file, with its words from the metadata (a JSON list named `words`) or a file beside."""
    header, start = _header(task)
    name, told = _chosen(task, header)
    begin, _ = told["data_offsets"]
    matrix = np.memmap(task.path, TYPES[told["dtype"]], "r", start + begin, tuple(told["shape"]))
    words = header.get("__metadata__", {}).get("words")
    listed = packed(_list(task, words)) if words is not None else None
    if told["dtype"] == "BF16":
        yield from hand_on(task, Brain(matrix), listed)  # type: ignore[arg-type]
    else:
        yield from hand_on(task, matrix, listed)
    task.notes.append(f"The vectors are the array {name!r} of {task.name}.")


class Brain:
    """bfloat16 numbers as float32, piece by piece: they are its upper 16 bits."""

    def __init__(self, raw: np.ndarray) -> None:
        self.raw, self.shape, self.dtype = raw, raw.shape, np.dtype(np.float32)

    def __getitem__(self, rows: slice) -> np.ndarray:
        return (self.raw[rows].astype(np.uint32) << np.uint32(16)).view(np.float32)


def _header(task: Task) -> tuple[dict[str, Any], int]:
    with task.path.open("rb") as file:
        length = struct.unpack("<Q", file.read(8))[0]
        if length > min(LONGEST, task.size - 8):
            raise DataError(f"{task.name} promises a header of {length:,} bytes, and {task.size - 8:,} follow: it is cut off or damaged.")
        try:
            header = json.loads(file.read(length))
        except ValueError as error:
            raise DataError(f"{task.name} is a damaged safetensors file ({error}). Get it again.") from error
    if not isinstance(header, dict):
        raise DataError(f"{task.name} is a damaged safetensors file: its header is no object.")
    return header, 8 + length


def _chosen(task: Task, header: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    room = task.size - 8
    tables = {name: one for name, one in header.items() if name != "__metadata__" and _is_table(one)}
    asked = task.asked.tensor
    if asked is not None and asked not in tables:
        raise DataError(f"{task.name} has no array of two axes named {asked!r}. It has {', '.join(list(tables)[:10]) or 'none'}.")
    if asked is None and len(tables) != 1:
        told = ", ".join(f"{name} {tuple(one['shape'])}" for name, one in list(tables.items())[:10])
        raise DataError(
            f"{task.name} has {len(tables)} arrays of two axes{': ' if told else ''}{told}. Name the one of the words as tensor='...'."
        )
    name = asked or next(iter(tables))
    one = tables[name]
    begin, end = one["data_offsets"]
    check_shape(one["shape"], f"{name} in {task.name}")
    needed = one["shape"][0] * one["shape"][1] * np.dtype(TYPES[one["dtype"]]).itemsize
    if not 0 <= begin <= end <= room or end - begin != needed:
        raise DataError(
            f"{name} in {task.name} promises {needed:,} bytes for the shape {tuple(one['shape'])}, and names {end - begin:,} of {room:,}: the file"
            " is cut off, or its header is wrong."
        )
    return name, one


def _is_table(one: Any) -> bool:
    if not isinstance(one, dict) or one.get("dtype") not in TYPES:
        return False
    shape, ends = one.get("shape"), one.get("data_offsets")
    whole = [isinstance(part, list) and len(part) == 2 and all(isinstance(end, int) and end >= 0 for end in part) for part in (shape, ends)]
    return all(whole)


def _list(task: Task, words: Any) -> list[str]:
    try:
        listed = json.loads(words) if isinstance(words, str) else None
    except ValueError:
        listed = None
    if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
        raise DataError(f"The metadata of {task.name} has words that are no JSON list of texts. Write them with json.dumps(words).")
    return listed
