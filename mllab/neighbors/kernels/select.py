"""The k nearest of many candidates: pick by a cheap score first, then measure the picked ones exactly."""

import numpy as np
from numba import njit, prange


@njit(cache=True)
def part(values, ids, count, keep):  # type: ignore[no-untyped-def]
    """Bring the `keep` smallest of values[:count] to the front, ids alongside (Hoare's quickselect). O(count) expected."""
    left, right = 0, count - 1
    while left < right:
        pivot = values[(left + right) >> 1]
        i, j = left, right
        while i <= j:
            while values[i] < pivot:
                i += 1
            while values[j] > pivot:
                j -= 1
            if i <= j:
                values[i], values[j] = values[j], values[i]
                ids[i], ids[j] = ids[j], ids[i]
                i += 1
                j -= 1
        if keep - 1 <= j:
            right = j
        elif keep - 1 >= i:
            left = i
        else:
            return


@njit(cache=True)
def lanes(n, keep):  # type: ignore[no-untyped-def]
    """Into how many lanes to deal n columns: enough that the (keep + 1)-th lowest lane says much, few enough to rank them cheaply."""
    return (max(3 * keep, int(np.sqrt(keep * n / 12.0))) // 32 + 1) * 32


@njit(cache=True, fastmath=True)
def ceiling(score, width, keep):  # type: ignore[no-untyped-def]
    """(lowest value of each lane, a value that at least keep + 1 columns do not exceed); column j is in lane j % width. O(n)."""
    lows = score[:width].copy()
    for first in range(width, len(score), width):
        value = score[first : first + width]
        for j in range(len(value)):
            lows[j] = min(lows[j], value[j])
    ranked = lows.copy()
    part(ranked, np.arange(width, dtype=np.int32), width, keep + 1)
    return lows, ranked[: keep + 1].max()


@njit(cache=True, fastmath=True)
def choose(score, own, picked):  # type: ignore[no-untyped-def]
    """Fill picked (keep,) with the columns of the lowest of score (n,), `own` left out; the highest of them is returned. O(n). Needs n > keep."""
    n, keep = len(score), len(picked)
    width, room = min(lanes(n, keep), n), 3 * keep
    values, ids, count = np.empty(room, score.dtype), np.empty(room, np.int32), 0
    lows, limit = ceiling(score, width, keep)
    for lane in range(width):
        if lows[lane] > limit:
            continue
        for j in range(lane, n, width):
            if score[j] <= limit and j != own:
                values[count], ids[count] = score[j], j
                count += 1
                if count == room:  # many columns tie, or lanes hold several near ones
                    part(values, ids, count, keep)
                    count, limit = keep, values[:keep].max()
    part(values, ids, count, keep)
    picked[:] = ids[:keep]
    return values[:keep].max()


@njit(cache=True, parallel=True, fastmath=True)
def measure(Q, X, rows, picked, indices, squares):  # type: ignore[no-untyped-def]
    """The nearest of the picked rows of X to each row Q[rows[i]], measured by differences; ties by row number. O(b p (d + log p)).

    picked (b, p) int32, rows (b,); indices (b, k) int32 and squares (b, k) squared distances are filled, nearest first.
    """
    d = X.shape[1]
    for i in prange(len(rows)):
        found = np.sort(picked[i])
        far = np.empty(len(found), X.dtype)
        q = Q[rows[i]]
        for a in range(len(found)):
            x = X[found[a]]
            total = X.dtype.type(0)
            for c in range(d):
                gap = q[c] - x[c]
                total += gap * gap
            far[a] = total
        order = np.argsort(far, kind="mergesort")
        for a in range(indices.shape[1]):
            indices[i, a] = found[order[a]]
            squares[i, a] = far[order[a]]
