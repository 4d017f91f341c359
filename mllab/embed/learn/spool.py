"""Numbers that come in pieces, one after another, in memory while they are few and in a file when they are many."""

import tempfile
from collections.abc import Iterator
from typing import IO, Self

import numpy as np

IN_MEMORY = 256 << 20  # bytes
PART = 4 << 20  # numbers at a time


class Spool:
    """Add arrays, then go through all of it again; the file, if there is one, is gone when nobody maps it any more."""

    def __init__(self, dtype: type) -> None:
        self.dtype = np.dtype(dtype)
        self.length = 0
        self._parts: list[np.ndarray] = []
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, part: np.ndarray) -> None:
        """The next numbers."""
        part = np.asarray(part, self.dtype)
        self.length += len(part)
        self._parts.append(part)
        if self._file is not None or self.length * self.dtype.itemsize > IN_MEMORY:
            self._file = tempfile.TemporaryFile(prefix="mllab-") if self._file is None else self._file  # noqa: SIM115  closed with the spool
            for one in self._parts:
                self._file.write(one.tobytes())
            self._parts = []

    def whole(self) -> np.ndarray:
        """All numbers (n,): mapped where they are in a file, writing to them changing nothing there."""
        if self._file is None:
            return np.concatenate(self._parts) if self._parts else np.empty(0, self.dtype)
        self._file.flush()
        return np.asarray(np.memmap(self._file, self.dtype, "c", shape=(self.length,)))

    def parts(self) -> Iterator[np.ndarray]:
        """The numbers again, some million at a time."""
        found = self.whole()
        return (found[first : first + PART] for first in range(0, len(found), PART))
