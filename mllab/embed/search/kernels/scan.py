"""From codes to the few rows that can be among the best.

For every row the score lies between two bounds that follow from its code. T is the n-th highest lower bound: n rows reach T for sure, so
a row whose upper bound is below T is not among the n best. All others are handed on, to be scored exactly: none that wins is lost.
"""

import numpy as np
from numba import njit

LINEAR, PRODUCT, DIRECTION = 0, 1, 2
SLACK = 2e-7  # what rounding to float32 may have changed of a row's length, relative, twice over
TINY = 1e-12


@njit(cache=True)
def _dot(row, query):  # type: ignore[no-untyped-def]
    """The sum of int8 times int16 in 32 bits, which `search.asked` keeps from overflowing. Written so that the compiler multiplies in pairs."""
    total = np.int32(0)
    for j in range(len(query)):
        total = np.int32(total + np.int32(row[j]) * np.int32(query[j]))
    return total


@njit(cache=True, inline="always")
def _linear(low, high, norm, slope, bend):  # type: ignore[no-untyped-def]
    """Bounds of slope norm^(slope > 0) x - bend norm^2 for x in low..high: the cosine (0, 0), the dot product (1, 0), the distance (2, 1)."""
    if slope == 0:
        return low, high
    wide = SLACK * (norm * (abs(low) + abs(high)) * slope + bend * norm * norm)
    return slope * norm * low - bend * norm * norm - wide, slope * norm * high - bend * norm * norm + wide


@njit(cache=True, inline="always")
def _product(lows, highs, good):  # type: ignore[no-untyped-def]
    """Bounds of 3CosMul: shares (1 + x) / 2 of the first `good` queries multiplied, over those of the others and 0.000001."""
    low = high = 1.0
    under = over = 1.0
    for k in range(len(lows)):
        little, much = max(0.0, (1 + lows[k]) / 2), max(0.0, (1 + highs[k]) / 2)
        if k < good:
            low, high = low * little, high * much
        else:
            under, over = under * little, over * much
    return low / (over + 1e-6) - 1e-9 * abs(low), high / (under + 1e-6) * (1 + 1e-9) + TINY


@njit(cache=True, inline="always")
def _direction(lows, highs, ahead, square):  # type: ignore[no-untyped-def]
    """Bounds of (x - ahead) / sqrt(square - 2 y): how well the way from the third word to a row points along the first two."""
    low, high = lows[0] - ahead - TINY, highs[0] - ahead + TINY
    near, far = square - 2 * highs[1] - TINY, square - 2 * lows[1] + TINY
    if near <= 1e-9:  # perhaps the third word itself, which has no direction: cannot count for sure, must be looked at
        return -np.inf, np.inf
    return low / np.sqrt(far if low > 0 else near), high / np.sqrt(near if high > 0 else far)


@njit(cache=True)
def _push(heap, value):  # type: ignore[no-untyped-def]
    """Replace the lowest of a heap, which stands first."""
    at, n = 0, len(heap)
    while True:
        child = 2 * at + 1
        if child >= n:
            break
        if child + 1 < n and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = value


@njit(cache=True, nogil=True)
def bound(codes, scales, rests, norms, skip, queries, steps, lengths, slips, rule, first, second, start, stop, upper, heap):  # type: ignore[no-untyped-def]
    """Fill `upper` (rows,) with the upper bounds of rows start to stop, and `heap` (n,) with their n highest lower bounds. O((stop - start) d).

    codes (rows, d) int8, scales, rests, norms (rows,) float32, skip (rows,) bool; queries (k, d) int16 with step, length and slip each
    (k,) float64: query k is steps[k] queries[k] plus a rest of length slips[k]. rule with its two numbers: LINEAR slope and bend, PRODUCT
    the number of good ones, DIRECTION `ahead` and `square`. Rows of zeros (scale 0) and skipped ones get no bound. It holds no lock.
    """
    k = len(queries)
    lows, highs = np.empty(k), np.empty(k)
    for i in range(start, stop):
        if skip[i] or scales[i] == 0:
            upper[i] = np.nan  # below every bound
            continue
        for one in range(k):
            seen = steps[one] * scales[i] * _dot(codes[i], queries[one])
            off = rests[i] * lengths[one] + (1 + rests[i]) * slips[one] + TINY * (1 + lengths[one])
            lows[one], highs[one] = seen - off, seen + off
        if rule == LINEAR:
            low, high = _linear(lows[0], highs[0], np.float64(norms[i]), first, second)
        elif rule == PRODUCT:
            low, high = _product(lows, highs, first)
        else:
            low, high = _direction(lows, highs, first, second)
        upper[i] = high
        if low > heap[0]:
            _push(heap, low)
