"""An .npy file that rows are added to, without its array in memory."""

from pathlib import Path

import numpy as np

PART = 16_384  # rows that are moved at a time


class Growing:
    """Rows of `width` numbers (0 for single numbers) appended to a file; `close` writes the true shape into its header.

    NumPy leaves room in a header for the first axis to grow, so that the header keeps its length (numpy.lib.format, NEP 1).
    """

    def __init__(self, path: Path, dtype: str, width: int) -> None:
        self.path, self.dtype, self.width, self.rows = path, np.dtype(dtype), width, 0
        self.file = path.open("wb+")
        self.start = self._head()

    def _head(self) -> int:
        self.file.seek(0)
        shape = (self.rows, self.width) if self.width else (self.rows,)
        told = {"descr": np.lib.format.dtype_to_descr(self.dtype), "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(self.file, told)
        return self.file.tell()

    def add(self, rows: np.ndarray) -> None:
        """Append rows (k, width) or (k,)."""
        self.file.write(np.ascontiguousarray(rows, self.dtype).data)
        self.rows += len(rows)

    def drop(self, rows: np.ndarray) -> None:
        """Take out some rows, ascending, by moving up what follows. O(bytes behind the first)."""
        if not len(rows):
            return
        self.file.flush()
        shape = (self.rows, self.width) if self.width else (self.rows,)
        mapped = np.memmap(self.path, self.dtype, "r+", self.start, shape)
        keep = np.ones(self.rows, bool)
        keep[rows] = False
        to = int(rows[0])
        for first in range(to, self.rows, PART):
            part = mapped[first : first + PART][keep[first : first + PART]]  # a copy, so that moving it up is safe
            mapped[to : to + len(part)] = part
            to += len(part)
        mapped.flush()
        self.rows = to

    def close(self) -> None:
        """Write the shape and the end."""
        self.file.truncate(self.start + self.rows * max(self.width, 1) * self.dtype.itemsize)
        if self._head() != self.start:
            raise RuntimeError("the header of an .npy file has changed its length")
        self.file.close()
