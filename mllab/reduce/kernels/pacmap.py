"""PaCMAP, compiled: which rows are paired, and the forces of the pairs with Adam's step.

Every point gathers the forces of its own pairs from the positions of the iteration before, so the result does not depend on the number
of threads. Random rows come from a counter: the same for the same seed, row and turn.
"""

import numpy as np
from numba import njit, prange

f4, u8 = np.float32, np.uint64
SIX = 6  # a mid-near row is the second nearest of six random ones
TURNS = 100  # tries to find a row that is no neighbor; in a table where all are, any other will do
EARLIER, SQUARES, TINY = f4(0.9), f4(0.999), f4(1e-7)  # Adam's, as in the paper's code


@njit(inline="always")
def drawn(key, turn, row, n):  # type: ignore[no-untyped-def]
    """A row other than `row` in 0..n-1 that depends on its arguments only (splitmix64)."""
    h = u8(key) + u8(turn) * u8(0x9E3779B97F4A7C15) + u8(row) * u8(0xD1342543DE82EF95)
    h = (h ^ (h >> u8(30))) * u8(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> u8(27))) * u8(0x94D049BB133111EB)
    found = np.int64((h ^ (h >> u8(31))) % u8(n - 1))
    return found + 1 if found >= row else found


@njit(cache=True, parallel=True)
def middling(X, count, key):  # type: ignore[no-untyped-def]
    """For every row of X (n, d) `count` rows, each the second nearest of six random ones: (n, count) int32."""
    n, d = X.shape
    found = np.empty((n, count), np.int32)
    for i in prange(n):
        for c in range(count):
            first, second = np.inf, np.inf
            best, next_best = -1, -1
            for t in range(SIX):
                j = drawn(key, c * SIX + t, i, n)
                square = 0.0
                for column in range(d):
                    square += (X[i, column] - X[j, column]) ** 2
                if square < first:
                    second, next_best, first, best = first, best, square, j
                elif square < second:
                    second, next_best = square, j
            found[i, c] = next_best if next_best >= 0 else best
    return found


@njit(cache=True, parallel=True)
def far(near, count, key):  # type: ignore[no-untyped-def]
    """For every row `count` random rows that are not among its neighbors `near` (n, k): (n, count) int32."""
    n = near.shape[0]
    found = np.empty((n, count), np.int32)
    for i in prange(n):
        turn = 0
        for c in range(count):
            for _ in range(TURNS):
                j = drawn(key, turn, i, n)
                turn += 1
                if not np.any(near[i] == j):
                    break
            found[i, c] = j
    return found


@njit(fastmath=True, inline="always")
def _gather(i, now, starts, ends, scale, flatness):  # type: ignore[no-untyped-def]
    """The slope of scale * d / (flatness + d) over the pairs of point i, where d is 1 + their squared distance."""
    x, y, z = now[0], now[1], now[2]
    gx, gy, gz = f4(0), f4(0), f4(0)
    for e in range(starts[i], starts[i + 1]):
        j = ends[e]
        dx, dy, dz = x[i] - x[j], y[i] - y[j], z[i] - z[j]
        whole = flatness + f4(1) + dx * dx + dy * dy + dz * dz
        g = scale / (whole * whole)
        gx += g * dx
        gy += g * dy
        gz += g * dz
    return gx, gy, gz


@njit(cache=True, fastmath=True, parallel=True)
def advance(both, moments, near, middle, apart, pulls, first):  # type: ignore[no-untyped-def]
    """Run one iteration for each row of `pulls` (iterations, 4): weights of near, mid-near and further pairs, and the step.

    both (2, 3, n): iteration t reads both[t % 2] and writes the other. moments (2, 3, n) are Adam's. near, middle and apart are
    (row starts, other ends) with every pair at both of its ends. `first` is the number of the first iteration.
    """
    n = both.shape[2]
    for turn in range(pulls.shape[0]):
        now, new = both[(first + turn) % 2], both[1 - (first + turn) % 2]
        pull, hold, push, rate = pulls[turn]
        age = f4(first + turn + 1)
        rate = rate * np.sqrt(f4(1) - SQUARES**age) / (f4(1) - EARLIER**age)
        for i in prange(n):
            ax, ay, az = _gather(i, now, near[0], near[1], f4(20) * pull, f4(10))
            rx, ry, rz = _gather(i, now, apart[0], apart[1], f4(2) * push, f4(1))
            mx, my, mz = f4(0), f4(0), f4(0)
            if hold > 0:
                mx, my, mz = _gather(i, now, middle[0], middle[1], f4(20000) * hold, f4(10000))
            for axis in range(3):
                slope = (ax + mx - rx, ay + my - ry, az + mz - rz)[axis]
                moments[0, axis, i] += (f4(1) - EARLIER) * (slope - moments[0, axis, i])
                moments[1, axis, i] += (f4(1) - SQUARES) * (slope * slope - moments[1, axis, i])
                new[axis, i] = now[axis, i] - rate * moments[0, axis, i] / (np.sqrt(moments[1, axis, i]) + TINY)


@njit(cache=True, fastmath=True, parallel=True)
def losses(now, near, apart):  # type: ignore[no-untyped-def]
    """Each point's part (n,) of the loss of near and further pairs, both of weight 1 as in the last phase."""
    n = now.shape[1]
    lost = np.empty(n, np.float32)
    for i in prange(n):
        total = f4(0)
        for e in range(near[0][i], near[0][i + 1]):
            d = _distance(now, i, near[1][e])
            total += d / (f4(10) + d)
        for e in range(apart[0][i], apart[0][i + 1]):
            total += f4(1) / (f4(1) + _distance(now, i, apart[1][e]))
        lost[i] = total / f4(2)
    return lost


@njit(fastmath=True, inline="always")
def _distance(now, i, j):  # type: ignore[no-untyped-def]
    dx, dy, dz = now[0, i] - now[0, j], now[1, i] - now[1, j], now[2, i] - now[2, j]
    return f4(1) + dx * dx + dy * dy + dz * dz
