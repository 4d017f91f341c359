"""The rows of a search dealt to the processors."""

import mmap
import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from mllab.embed.search._codes import Codes

THREADS = min(8, os.cpu_count() or 1)
FEW = 8_000_000  # bytes of codes below which one thread is done before others are there
PARTS = 16  # parts that the rows are dealt into, each with n lower bounds of its own


def candidates(
    codes: Codes, norms: np.ndarray, skip: np.ndarray, asked: tuple[np.ndarray, ...], rule: int, first: float, second: float, n: int
) -> np.ndarray:
    """The rows that can be among the n best, ascending (m,) int64: `kernels.scan.bound` on parts of the rows, and T over all of them.

    Threads are Python's, and the kernel holds no lock: numba's own load another runtime. Codes that are mapped from a file do not stay
    resident. O(rows d) bytes read once.
    """
    from mllab.embed.search.kernels.scan import bound

    rows = len(skip)
    parts = 1 if codes.codes.nbytes < FEW or THREADS == 1 else PARTS
    upper, heaps = np.empty(rows), np.full((parts, n), -np.inf)
    given: tuple[Any, ...] = (seen(codes.codes), seen(codes.scales), seen(codes.rests), seen(norms), skip, *asked, rule, first, second)

    def work(part: int) -> None:
        start, stop = part * rows // parts, (part + 1) * rows // parts
        bound(*given, start, stop, upper, heaps[part])  # type: ignore[call-arg]
        if parts > 1:
            _let_go(codes.codes, start, stop)

    if parts == 1:
        work(0)
    else:
        with ThreadPoolExecutor(THREADS, thread_name_prefix="search") as threads:
            list(threads.map(work, range(parts)))
        _let_go(codes.codes, 0, rows)  # what one part has mapped of its neighbors
    least = np.partition(heaps.reshape(-1), -n)[-n]
    return np.flatnonzero(upper >= least)


def _let_go(codes: np.ndarray, start: int, stop: int) -> None:
    """Rows of a mapped file need not stay in this process's memory: the system's cache has them, and maps them again in no time when asked."""
    held = codes.base
    if not isinstance(codes, np.memmap) or not isinstance(held, mmap.mmap) or not hasattr(mmap, "MADV_DONTNEED"):
        return
    offset = codes.offset % mmap.ALLOCATIONGRANULARITY  # where the array begins in what is mapped
    first = (offset + start * codes.strides[0]) // mmap.PAGESIZE * mmap.PAGESIZE
    held.madvise(mmap.MADV_DONTNEED, first, min(offset + stop * codes.strides[0], len(held)) - first)


def seen(array: np.ndarray) -> np.ndarray:
    """An array as a kernel takes it: plain and read-only, whether it lies in memory or in a file, so that it is compiled for one kind."""
    plain = np.asarray(array).view()
    plain.setflags(write=False)
    return plain
