"""The forces of UMAP, compiled: what pulls and pushes every point in an epoch, and the step that follows.

Every point reads the positions of the epoch before and writes its own, so the result does not depend on the number of threads.
Coordinates lie in arrays of their own (x, y, z) and the points in a random order: the random rows that push a point are a run of
neighboring numbers in memory, which the processor reads and computes several at a time.
"""

import numpy as np
from numba import njit, prange

f4, i4, u8 = np.float32, np.int32, np.uint64
TINY = f4(1e-12)  # squared distance under which two points are one
NATS = f4(0.6931472)  # in a bit
LIMIT = f4(4.0)  # no random row pushes harder than this along an axis, and no step is longer


@njit(fastmath=True, inline="always")
def log2(x):  # type: ignore[no-untyped-def]
    """The logarithm of positive x within 3e-6, by a polynomial, so that the processor can compute several at a time."""
    bits = f4(x).view(np.int32)
    whole = f4((bits >> i4(23)) - i4(127))
    m = i4((bits & i4(0x7FFFFF)) | i4(0x3F800000)).view(np.float32)
    p = f4(0.02001665)  # log2(m) / (m - 1) on [1, 2], interpolated at Chebyshev's points
    for c in (-0.21472671, 0.98732701, -2.54075114, 4.02280508, -4.14027521, 3.30829731):
        p = p * m + f4(c)
    return whole + p * (m - f4(1))


@njit(fastmath=True, inline="always")
def power(x, b):  # type: ignore[no-untyped-def]
    """x ** b for positive x, within 3e-6 of it, likewise."""
    z = b * log2(x)
    floor = np.floor(z)
    r = z - floor
    q = f4(0.00189375)  # 2 ** r on [0, 1]
    for c in (0.00894959, 0.05586034, 0.24014182, 0.69315449, 0.9999999):
        q = q * r + f4(c)
    return i4((i4(floor) + i4(127)) << i4(23)).view(np.float32) * q


@njit(inline="always")
def drawn(key, epoch, row, n):  # type: ignore[no-untyped-def]
    """A number in 0..n-1 that depends on its arguments only (splitmix64)."""
    h = u8(key) + u8(epoch) * u8(0x9E3779B97F4A7C15) + u8(row) * u8(0xD1342543DE82EF95)
    h = (h ^ (h >> u8(30))) * u8(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> u8(27))) * u8(0x94D049BB133111EB)
    return np.int64((h ^ (h >> u8(31))) % u8(n))


@njit(fastmath=True, inline="always")
def _pull(i, px, py, pz, tails, indptr, indices, weights, a, b):  # type: ignore[no-untyped-def]
    fx, fy, fz = f4(0), f4(0), f4(0)
    x, y, z = tails[0], tails[1], tails[2]
    for e in range(indptr[i], indptr[i + 1]):
        j = indices[e]
        dx, dy, dz = px - x[j], py - y[j], pz - z[j]
        square = dx * dx + dy * dy + dz * dz + TINY
        u = power(square, b)
        g = weights[e] * u / (square * (f4(1) + a * u))
        fx -= g * dx
        fy -= g * dy
        fz -= g * dz
    return fx, fy, fz


@njit(fastmath=True, inline="always")
def _push(first, count, px, py, pz, tails, a, b, strength):  # type: ignore[no-untyped-def]
    fx, fy, fz = f4(0), f4(0), f4(0)
    x, y, z = tails[0], tails[1], tails[2]
    for t in range(count):
        dx, dy, dz = px - x[first + t], py - y[first + t], pz - z[first + t]
        square = dx * dx + dy * dy + dz * dz + TINY
        g = strength / ((f4(0.001) + square) * (f4(1) + a * power(square, b)))
        fx += min(max(g * dx, -LIMIT), LIMIT)
        fy += min(max(g * dy, -LIMIT), LIMIT)
        fz += min(max(g * dz, -LIMIT), LIMIT)
    return fx, fy, fz


@njit(cache=True, fastmath=True, parallel=True)
def advance(heads, tails, speed, indptr, indices, weights, degree, a, b, push, ahead, rates, first, key):  # type: ignore[no-untyped-def]
    """Run the epochs first, first + 1, ..., one for each of `rates`.

    heads (2, 3, n + wrap) are the points that move: epoch t reads heads[t % 2] and writes the other. tails (2, 3, N + draws) are the points
    that act on them, the first `draws` of them repeated at the end; in a fit the two are one array. speed (3, n) is kept between
    epochs. The edges indptr, indices, weights say what pulls a head; degree (n,) is their sum.
    push[0] random tails push a head with the weight push[1] for each unit of its degree; `ahead` is the part of the speed that is kept.
    """
    n = degree.shape[0]
    count = int(push[0])
    total = tails.shape[2] - count
    wrap = heads.shape[2] - n
    strength = f4(2) * b
    share = push[1] / (f4(4) * a * b * f4(count))  # a step of 1 would go to the middle of the neighbors, were there no push
    for epoch in range(first, first + rates.shape[0]):
        now, rate = heads[epoch % 2], rates[epoch - first]
        acting, new = tails[epoch % 2], heads[1 - epoch % 2]
        for i in prange(n):
            px, py, pz = now[0, i], now[1, i], now[2, i]
            ax, ay, az = _pull(i, px, py, pz, acting, indptr, indices, weights, a, b)
            rx, ry, rz = _push(drawn(key, epoch, i, total), count, px, py, pz, acting, a, b, strength)
            whole = f4(1) / degree[i]
            sx = ahead * speed[0, i] + rate * min(max(whole * ax + share * rx, -LIMIT), LIMIT)
            sy = ahead * speed[1, i] + rate * min(max(whole * ay + share * ry, -LIMIT), LIMIT)
            sz = ahead * speed[2, i] + rate * min(max(whole * az + share * rz, -LIMIT), LIMIT)
            speed[0, i], speed[1, i], speed[2, i] = sx, sy, sz
            new[0, i], new[1, i], new[2, i] = px + sx, py + sy, pz + sz
            if i < wrap:
                new[0, n + i], new[1, n + i], new[2, n + i] = px + sx, py + sy, pz + sz


@njit(cache=True, fastmath=True, parallel=True)
def losses(now, indptr, indices, weights, degree, a, b, push, key):  # type: ignore[no-untyped-def]
    """Each point's part (n,) of the cross-entropy that the forces lower, its pushes estimated on random rows, always the same ones."""
    n, count = degree.shape[0], int(push[0])
    lost = np.empty(n, np.float32)
    for i in prange(n):
        pulled, pushed = f4(0), f4(0)
        for e in range(indptr[i], indptr[i + 1]):
            pulled += weights[e] * log2(f4(1) + a * power(_square(now, i, indices[e]), b))
        start = drawn(key, 0, i, n)
        for j in range(start, start + count):
            u = a * power(_square(now, i, j) + f4(0.001), b)
            pushed += log2(f4(1) + f4(1) / u)
        lost[i] = NATS * (pulled + f4(0.5) * degree[i] * push[1] * pushed / f4(count))
    return lost


@njit(fastmath=True, inline="always")
def _square(now, i, j):  # type: ignore[no-untyped-def]
    dx, dy, dz = now[0, i] - now[0, j], now[1, i] - now[1, j], now[2, i] - now[2, j]
    return dx * dx + dy * dy + dz * dz + TINY
