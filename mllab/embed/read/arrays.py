"""NumPy's NPY and NPZ, never unpickled: the header is compared with the size of the file before anything is allocated."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from mllab.data.read import archives
from mllab.embed.read.matrix import check_kind, check_shape, hand_on, packed
from mllab.embed.read.packed import MOST
from mllab.embed.read.task import Task
from mllab.errors import DataError

WORDS = ("words", "vocabulary", "vocab", "tokens", "labels", "index_to_key", "keys")


def read_npy(task: Task) -> Iterator[int]:
    """One array of a row per word, with the words in a file beside."""
    yield from hand_on(task, mapped(task.path, task.name), None)


def read_npz(task: Task) -> Iterator[int]:
    """The array of two axes in an NPZ, with the words from its array of texts, or from a file beside."""
    with zipfile.ZipFile(task.path) as archive:
        names = [one.filename.removesuffix(".npy") for one in archive.infolist()]
    arrays = {}
    for at, one in enumerate(names):
        target = task.work / f"member-{at}"
        chosen, _ = archives.member_of(task.path, task.name, f"{one}.npy")
        for _ in archives.unzipping(task.path, task.name, target, chosen, MOST):
            yield 0
        arrays[one] = mapped(target, f"{one} in {task.name}", texts=True)
    name = _vectors(task, arrays)
    texts = {one: array for one, array in arrays.items() if array.dtype.kind in "SU" and array.ndim == 1}
    said = [one for one in WORDS if one in texts] or list(texts)
    yield from hand_on(task, arrays[name], _words(texts[said[0]]) if said else None)


def mapped(path: Path, name: str, texts: bool = False) -> np.ndarray:
    """An NPY file, mapped. Raises DataError when its header is damaged, promises more than the file holds, or asks for unpickling."""
    try:
        with path.open("rb") as file:
            version = np.lib.format.read_magic(file)
            reader = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
            shape, _, dtype = reader(file)
            start = file.tell()
    except (ValueError, EOFError, OSError) as error:
        raise DataError(f"{name} is a damaged NPY file ({error}). Save it again.") from error
    if not (texts and dtype.kind in "SU"):
        check_kind(dtype, name)
    needed, there = int(np.prod([int(one) for one in shape], dtype=object)) * dtype.itemsize, path.stat().st_size - start
    if needed > there:
        raise DataError(
            f"{name} promises an array of {shape}, {needed:,} bytes, and {there:,} follow: it is cut off, or its header is wrong."
        )
    if not needed:
        check_shape(shape, name)
    return np.load(path, mmap_mode="r", allow_pickle=False)


def _vectors(task: Task, arrays: dict[str, np.ndarray]) -> str:
    tables = [one for one, array in arrays.items() if array.ndim == 2 and array.dtype.kind not in "SU"]
    asked = task.asked.tensor
    if asked is not None and asked not in tables:
        raise DataError(f"{task.name} has no array of two axes named {asked!r}. It has {', '.join(tables) or 'none'}.")
    if len(tables) != 1 and asked is None:
        told = ", ".join(f"{one} {array.shape}" for one, array in arrays.items())
        raise DataError(f"{task.name} needs one array of two axes, or its name as tensor='...'. It has {told}.")
    return asked or tables[0]


def _words(array: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if array.dtype.kind == "S":
        cells = array.tolist()
        return np.frombuffer(b"".join(cells), np.uint8), np.fromiter(map(len, cells), np.int64, len(cells))
    return packed(array.tolist())
