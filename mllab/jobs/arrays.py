"""Input arrays at rest: kept once by digest, mapped into memory by whoever works on them, so that big ones are never sent."""

import hashlib
import os
import threading
import weakref
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from mllab.errors import DataError
from mllab.jobs import folder

_known: dict[int, tuple[weakref.ref[np.ndarray], str]] = {}  # of arrays that nobody can write to


def digest(name: str, array: np.ndarray) -> str:
    """The digest of type, shape and values. O(bytes), about a second per 2 GB. DataError when it holds objects."""
    if not isinstance(array, np.ndarray) or array.dtype.hasobject:
        given = array.dtype if isinstance(array, np.ndarray) else type(array).__name__
        raise DataError(f"The array {name!r} of a job must hold numbers or texts of one type, got {given}.")
    kept = _known.get(id(array))
    if kept is not None and kept[0]() is array:
        return kept[1]
    found = hashlib.sha256(f"{array.dtype.str}{array.shape}".encode())
    found.update(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
    if _frozen(array):
        key = id(array)
        _known[key] = (weakref.ref(array, lambda _: _known.pop(key, None)), found.hexdigest()[:32])
    return found.hexdigest()[:32]


def _frozen(array: np.ndarray) -> bool:
    """Whether nobody can write to it, through another array neither."""
    base: object = array
    while isinstance(base, np.ndarray):
        if base.flags.writeable:
            return False
        base = base.base
    return base is None


def keep(array: np.ndarray, digest: str) -> None:
    """Write an array under its digest, unless it is there."""
    path = _path(digest)
    if path.exists():
        os.utime(path)  # so that sweeping sees that it is wanted again
        return
    draft = path.with_name(f".{digest}.{os.getpid()}.{threading.get_ident()}")
    with draft.open("wb") as stream:
        np.lib.format.write_array(stream, np.ascontiguousarray(array), allow_pickle=False)
    draft.replace(path)


def load(digests: Mapping[str, str], root: Path) -> dict[str, np.ndarray]:
    """The arrays by name, mapped into memory; writing to one changes the writer's copy only. DataError when one is gone.

    They are not marked read-only: compiled kernels tell such arrays apart, and would be compiled a second time for them.
    """
    found = {}
    for name, digest in digests.items():
        try:
            found[name] = np.asarray(np.load(root / folder.ARRAYS / f"{digest}.npy", mmap_mode="c", allow_pickle=False))
        except (OSError, ValueError) as error:
            raise DataError(f"The input {name!r} of this job is gone ({error}). Start it again from its page.") from None
    return found


def _path(digest: str) -> Path:
    return folder.root() / folder.ARRAYS / f"{digest}.npy"
