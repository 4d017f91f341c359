"""How the ranks of neighbors in a picture differ from those in the data: the raw counts, from one pass over the rows."""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import numpy as np

BLOCK = 64  # rows that a thread takes at a time
PART = 4096


def compared(
    X: np.ndarray, positions: np.ndarray, rows: np.ndarray, most: int, k: int
) -> Generator[float, None, tuple[np.ndarray, np.ndarray]]:
    """Steps (3, 2, most + 2) and counts per row (len(rows), 3), as `kernels.ranks.compare` says, each of `rows` ranked among all.

    On the way it yields the share of the rows that is done, so that it can be given up.

    X (n, d), positions (n, m), n > most >= k >= 1. Distances are Euclidean, in single precision; equal ones are ranked by row number.
    O(len(rows) n (d + m)) time, O(n) memory per thread besides a copy of X; the same numbers whatever the number of threads.
    """
    import numba

    there, here = axes(X), axes(positions)
    steps, each = np.zeros((3, 2, most + 2), np.int64), np.zeros((len(rows), 3), np.int64)
    threads = numba.get_num_threads()
    with ThreadPoolExecutor(threads) as pool:
        for some in batched(_blocks(len(rows)), threads):
            for own in pool.map(lambda at: _block(there, here, rows, most, k, each, at), some):
                steps += own
            yield some[-1].stop / len(rows)
    return steps, each


def batched(blocks: Iterator[slice], many: int) -> Iterator[list[slice]]:
    """The blocks, `many` at a time."""
    while some := list(islice(blocks, many)):
        yield some


def axes(points: np.ndarray) -> np.ndarray:
    """Points (n, d) around their middle, one contiguous line per axis: (d, n) float32, d even (an axis of zeros is added), of size about 1.

    Middle and scale are rounded to powers of two, so that equal distances of whole numbers stay equal.
    """
    n, d = points.shape
    middle = points.mean(axis=0, dtype=np.float64)
    parts = [slice(start, start + PART) for start in range(0, n, PART)]  # so that the rows of a part stay in the cache
    scale = 2.0 ** np.floor(np.log2(max(float(np.abs(points[part] - middle).max()) for part in parts) or 1.0))
    middle = np.rint(middle / scale * 16) * scale / 16
    lines = np.zeros((d + d % 2, n), np.float32)
    for part in parts:
        lines[:d, part] = ((points[part] - middle) / scale).T
    return lines


def _blocks(n: int) -> Iterator[slice]:
    return (slice(start, min(n, start + BLOCK)) for start in range(0, n, BLOCK))


def _block(there: np.ndarray, here: np.ndarray, rows: np.ndarray, most: int, k: int, each: np.ndarray, at: slice) -> np.ndarray:
    """Every thread adds up in an array of its own."""
    from mllab.reduce.quality.kernels.ranks import compare

    steps = np.zeros((3, 2, most + 2), np.int64)
    compare(there, here, rows[at], most, k, steps, each[at])
    return steps
