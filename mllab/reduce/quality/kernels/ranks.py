"""Ranks of neighbors in two spaces, row by row, without an n x n matrix.

For every row the distances to all others are put into buckets by their leading bits (a stable counting sort); a bucket is sorted only
when a rank in it is asked for. Rows are independent and everything that is added up is an integer: any number of threads gives the same.
"""

import numba
import numpy as np

FEWEST, MOST = 4096, 65_536  # buckets: about a quarter of the rows
SMALL = 48  # rows of a bucket that are sorted by insertion, or only counted
CHUNK = 512  # columns of the distance block that stay in the nearest cache while the axes pass


@numba.njit(cache=True, nogil=True, fastmath={"contract"})
def squared(points: np.ndarray, four: np.ndarray, out: np.ndarray) -> None:
    """Squared distances `out` (4, n) from `four` rows to all points (d, n), one contiguous line per axis, d even; a row is infinitely far from itself.

    By differences and not by a matrix product: near neighbors in a wide cloud would lose their digits.
    """
    d, n = points.shape
    out[:] = 0
    for start in range(0, n, CHUNK):
        stop = min(n, start + CHUNK)
        to0, to1, to2, to3 = out[0, start:stop], out[1, start:stop], out[2, start:stop], out[3, start:stop]
        for f in range(0, d, 2):
            a, b = points[f, start:stop], points[f + 1, start:stop]
            a0, a1, a2, a3 = points[f, four[0]], points[f, four[1]], points[f, four[2]], points[f, four[3]]
            b0, b1, b2, b3 = points[f + 1, four[0]], points[f + 1, four[1]], points[f + 1, four[2]], points[f + 1, four[3]]
            for j in range(stop - start):
                x, y = a[j], b[j]
                to0[j] += (x - a0) * (x - a0) + (y - b0) * (y - b0)
                to1[j] += (x - a1) * (x - a1) + (y - b1) * (y - b1)
                to2[j] += (x - a2) * (x - a2) + (y - b2) * (y - b2)
                to3[j] += (x - a3) * (x - a3) + (y - b3) * (y - b3)
    for r in range(4):
        out[r, four[r]] = np.inf


@numba.njit(cache=True, nogil=True)
def fill(distances: np.ndarray, own: int, bucket: np.ndarray, starts: np.ndarray, order: np.ndarray) -> None:
    """Rows `order` (n,) by bucket of their distance (n,), nearest bucket first; bucket b is order[starts[b]:starts[b + 1]], row `own` the last."""
    n, buckets = len(distances), len(starts) - 2
    bits = distances.view(np.int32)  # of floats that are not negative: in the order of the numbers themselves
    distances[own] = distances[0 if own else 1]
    low, high = bits.min(), bits.max()
    shift = 0
    while (high - low) >> shift >= buckets - 1:
        shift += 1
    starts[:] = 0
    for j in range(n):
        bucket[j] = (bits[j] - low) >> shift
    distances[own] = np.inf
    bucket[own] = buckets - 1
    for j in range(n):
        starts[bucket[j] + 1] += 1
    for b in range(buckets):
        starts[b + 1] += starts[b]
    for j in range(n - 1, -1, -1):
        starts[bucket[j] + 1] -= 1
        order[starts[bucket[j] + 1]] = j
    # counting down has turned the end of bucket b, in starts[b + 1], into its beginning: one place to the left
    for b in range(buckets):
        starts[b] = starts[b + 1]
    starts[buckets] = n


@numba.njit(cache=True, nogil=True)
def settle(b: int, distances: np.ndarray, starts: np.ndarray, order: np.ndarray, settled: np.ndarray) -> None:
    """Sort bucket b by distance, equal ones by row number."""
    if settled[b]:
        return
    settled[b] = 1
    begin, end = starts[b], starts[b + 1]
    if end - begin > SMALL:
        part = order[begin:end].copy()
        order[begin:end] = part[np.argsort(distances[part], kind="mergesort")]
        return
    for p in range(begin + 1, end):
        j = order[p]
        q = p
        while q > begin and distances[order[q - 1]] > distances[j]:
            order[q] = order[q - 1]
            q -= 1
        order[q] = j


@numba.njit(cache=True, nogil=True)
def rank(j: int, distances: np.ndarray, bucket: np.ndarray, starts: np.ndarray, order: np.ndarray, settled: np.ndarray) -> int:
    """The rank of row j, 1 for the nearest."""
    b = bucket[j]
    begin, end = starts[b], starts[b + 1]
    if not settled[b] and end - begin <= SMALL:
        nearer = begin
        for p in range(begin, end):
            other = order[p]
            nearer += distances[other] < distances[j] or (distances[other] == distances[j] and other < j)
        return nearer + 1
    settle(b, distances, starts, order, settled)
    low, high = begin, end - 1
    while low < high:
        middle = (low + high) // 2
        other = order[middle]
        if distances[other] < distances[j] or (distances[other] == distances[j] and other < j):
            low = middle + 1
        else:
            high = middle
    return low + 1


@numba.njit(cache=True, nogil=True)
def nearest(most: int, distances: np.ndarray, starts: np.ndarray, order: np.ndarray, settled: np.ndarray) -> None:
    """Bring the `most` nearest rows to the front of `order`, in their order."""
    b = 0
    while starts[b] < most:
        settle(b, distances, starts, order, settled)
        b += 1


@numba.njit(cache=True, nogil=True)
def add(a: int, b: int, most: int, steps: np.ndarray) -> None:
    """Count a neighbor of rank `a` here and `b` there: for every k from a to b - 1 it is b - k ranks too near.

    Steps (2, most + 2) of the number of such neighbors and of the sum of their b, to be summed up over k.
    """
    end = min(b, most + 1)
    if end > a:
        steps[0, a] += 1
        steps[0, end] -= 1
        steps[1, a] += b
        steps[1, end] -= b


@numba.njit(cache=True, nogil=True)
def compare(there: np.ndarray, here: np.ndarray, rows: np.ndarray, most: int, k: int, steps: np.ndarray, each: np.ndarray) -> None:
    """Ranks of the `most` nearest of each of `rows` (r,), in the original space `there` (d, n) and in the picture `here` (m, n).

    steps  (3, 2, most + 2) int64: false neighbors, lost neighbors (see `add`), and in [2, 0] neighbors by the larger of both ranks
    each   (r, 3) int64: of the k nearest per row the number lost, the ranks by which false ones are too near, and lost ones too far
    """
    n = there.shape[1]
    far, near = np.empty((4, n), np.float32), np.empty((4, n), np.float32)
    many = FEWEST
    while many < MOST and 4 * many < n:
        many *= 2
    buckets, starts = np.empty((2, n), np.int32), np.empty((2, many + 2), np.int32)
    orders, settled = np.empty((2, n), np.int32), np.empty((2, many), np.uint8)
    four = np.empty(4, np.int64)
    for first in range(0, len(rows), 4):
        block = rows[first : first + 4]
        four[:] = block[-1]
        four[: len(block)] = block
        squared(there, four, far)
        squared(here, four, near)
        for r in range(len(block)):
            settled[:] = 0
            for s in range(2):
                distances = far[r] if s == 0 else near[r]
                fill(distances, block[r], buckets[s], starts[s], orders[s])
                nearest(most, distances, starts[s], orders[s], settled[s])
            for a in range(1, most + 1):
                b = rank(orders[1, a - 1], far[r], buckets[0], starts[0], orders[0], settled[0])
                add(a, b, most, steps[0])
                steps[2, 0, min(max(a, b), most + 1)] += 1
                if a <= k < b:
                    each[first + r, 0] += 1
                    each[first + r, 1] += b - k
                b = rank(orders[0, a - 1], near[r], buckets[1], starts[1], orders[1], settled[1])
                add(a, b, most, steps[1])
                if a <= k < b:
                    each[first + r, 2] += b - k
