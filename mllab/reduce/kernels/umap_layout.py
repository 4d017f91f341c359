"""The forces of UMAP, compiled: what pulls and pushes every point in an epoch, and the step that follows.

Every point reads the positions of the epoch before and writes its own, so the result does not depend on the number of threads.
Coordinates lie in arrays of their own (x, y, z) and the points in a random order: the random rows that push a point are a run of
neighboring numbers in memory, which the processor reads and computes several at a time. It does so only where the inner loops have a
length that the compiler knows (CHUNK, DRAWS), write nothing, count with unsigned numbers and may divide by zero (`error_model`).
"""

import numpy as np
from numba import njit, prange

f4, i4, u8 = np.float32, np.int32, np.uint64
CHUNK = 16  # edges are computed so many at a time, the last ones of a row with weight 0; with 8 the compiler turns the loops inside out
DRAWS = 32  # random rows that push a point in an epoch; more are smoother, not stronger
TINY = f4(1e-12)  # squared distance under which two points are one
NATS = f4(0.6931472)  # in a bit
LIMIT = f4(4.0)  # no random row pushes harder than this along an axis, and no step is longer


@njit(fastmath=True, error_model="numpy")
def log2(x):  # type: ignore[no-untyped-def]
    """The logarithm of positive x within 1e-5, by a polynomial, so that the processor can compute several at a time."""
    bits = f4(x).view(np.int32)
    whole = f4((bits >> i4(23)) - i4(127))
    m = i4((bits & i4(0x7FFFFF)) | i4(0x3F800000)).view(np.float32)
    p = f4(-0.03382205)  # log2(m) / (m - 1) on [1, 2], interpolated at Chebyshev's points
    for c in (0.31358133, -1.21774285, 2.57861994, -3.30958517, 3.11163027):
        p = p * m + f4(c)
    return whole + p * (m - f4(1))


@njit(fastmath=True, error_model="numpy")
def power(x, b):  # type: ignore[no-untyped-def]
    """x ** b for positive x, within 1e-5 (1 + b) of it, likewise."""
    z = b * log2(x)
    floor = np.floor(z)
    r = z - floor
    q = f4(0.01367031)  # 2 ** r on [0, 1]
    for c in (0.051745, 0.24160436, 0.69297292, 1.00000349):
        q = q * r + f4(c)
    return i4((i4(floor) + i4(127)) << i4(23)).view(np.float32) * q


@njit
def drawn(key, epoch, row, n):  # type: ignore[no-untyped-def]
    """A number in 0..n-1 that depends on its arguments only (splitmix64)."""
    h = u8(key) + u8(epoch) * u8(0x9E3779B97F4A7C15) + u8(row) * u8(0xD1342543DE82EF95)
    h = (h ^ (h >> u8(30))) * u8(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> u8(27))) * u8(0x94D049BB133111EB)
    return np.int64((h ^ (h >> u8(31))) % u8(n))


@njit(fastmath=True, error_model="numpy")
def _widens(square, u, radius, b):  # type: ignore[no-untyped-def]
    """How much a log radius of densMAP grows with the square of one of its distances, times the sum of its weights."""
    phi = f4(1) / (f4(1) + u)
    far = b * (f4(1) - phi)
    return phi * ((f4(1) - far) / radius + far / square)


@njit(fastmath=True, error_model="numpy")
def _pull(i, first, end, px, py, pz, x, y, z, indices, weights, a, b, dense):  # type: ignore[no-untyped-def]
    """The pull of the edges first..end on point i at (px, py, pz). z is None in the plane, `dense` in UMAP: then nothing is computed for them."""
    fx, fy, fz = f4(0), f4(0), f4(0)
    for start in range(first, end, CHUNK):
        ends, weight = indices[start : start + CHUNK], weights[start : start + CHUNK]
        for e in range(CHUNK):
            j = ends[e]
            dx, dy, dz = px - x[j], py - y[j], f4(0)
            if z is not None:
                dz = pz - z[j]
            square = dx * dx + dy * dy + dz * dz + TINY
            u = power(square, b)
            g = weight[e] * u / (square * (f4(1) + a * u))
            if dense is not None:
                radius, pulls = dense
                kept = pulls[i] * _widens(square, a * u, radius[i], b) + pulls[j] * _widens(square, a * u, radius[j], b)
                g -= kept / (a * b) if weight[e] > f4(0) else f4(0)
            fx -= g * dx
            fy -= g * dy
            fz -= g * dz
    return fx, fy, fz


@njit(fastmath=True, error_model="numpy")
def _push(first, px, py, pz, x, y, z, a, b, strengths):  # type: ignore[no-untyped-def]
    """The push of the DRAWS points from `first` on."""
    fx, fy, fz = f4(0), f4(0), f4(0)
    xs, ys = x[first : first + DRAWS], y[first : first + DRAWS]
    zs = ys if z is None else z[first : first + DRAWS]
    for t in range(DRAWS):
        dx, dy, dz = px - xs[t], py - ys[t], f4(0)
        if z is not None:
            dz = pz - zs[t]
        square = dx * dx + dy * dy + dz * dz + TINY
        g = strengths[t] / ((f4(0.001) + square) * (f4(1) + a * power(square, b)))
        fx += min(max(g * dx, -LIMIT), LIMIT)
        fy += min(max(g * dy, -LIMIT), LIMIT)
        fz += min(max(g * dz, -LIMIT), LIMIT)
    return fx, fy, fz


@njit(fastmath=True, error_model="numpy")
def _step(now, new, speed, i, force, ahead, rate):  # type: ignore[no-untyped-def]
    moved = ahead * speed[i] + rate * min(max(force, -LIMIT), LIMIT)
    speed[i] = moved
    new[i] = now[i] + moved


@njit(cache=True, fastmath=True, error_model="numpy", parallel=True)
def advance(heads, tails, speed, indptr, indices, weights, degree, a, b, push, ahead, rates, first, key, deep, dense):  # type: ignore[no-untyped-def]
    """Run the epochs first, first + 1, ..., one for each of `rates`.

    heads (2, 3, n + wrap) are the points that move: epoch t reads heads[t % 2] and writes the other. tails (2, 3, N + DRAWS) are the points
    that act on them, the first ones repeated at the end; in a fit the two are one array. speed (3, n) is kept between epochs. The edges
    indptr, indices, weights, each row's in whole chunks, say what pulls a head; degree (n,) is their sum.
    push[0] random tails push a head with the weight push[1] for each unit of its degree; `ahead` is the part of the speed that is kept.
    `deep` is None in two dimensions, where no z is read, and True in three; `dense` is None in UMAP, and in densMAP the radii (n,) and what
    `densmap_layout.weigh` made of them, which hold for one epoch. These are compiled versions of one source.
    """
    n = degree.shape[0]
    total = tails.shape[2] - DRAWS
    wrap = heads.shape[2] - n
    strengths = np.zeros(DRAWS, np.float32)
    strengths[: int(push[0])] = f4(2) * b
    share = push[1] / (f4(4) * a * b * push[0])  # a step of 1 would go to the middle of the neighbors, were there no push
    for epoch in range(first, first + rates.shape[0]):
        now, new, acting, rate = heads[epoch % 2], heads[1 - epoch % 2], tails[epoch % 2], rates[epoch - first]
        x, y = acting[0], acting[1]
        z = None if deep is None else acting[2]
        for i in prange(n):
            px, py, pz = now[0, i], now[1, i], now[2, i]
            ax, ay, az = _pull(i, indptr[i], indptr[i + 1], px, py, pz, x, y, z, indices, weights, a, b, dense)
            rx, ry, rz = _push(drawn(key, epoch, i, total), px, py, pz, x, y, z, a, b, strengths)
            whole = f4(1) / degree[i]
            _step(now[0], new[0], speed[0], i, whole * ax + share * rx, ahead, rate)
            _step(now[1], new[1], speed[1], i, whole * ay + share * ry, ahead, rate)
            if z is not None:
                _step(now[2], new[2], speed[2], i, whole * az + share * rz, ahead, rate)
        for i in range(wrap):
            new[0, n + i], new[1, n + i], new[2, n + i] = new[0, i], new[1, i], new[2, i]


@njit(cache=True, fastmath=True, error_model="numpy", parallel=True)
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


@njit(fastmath=True, error_model="numpy")
def _square(now, i, j):  # type: ignore[no-untyped-def]
    dx, dy, dz = now[0, i] - now[0, j], now[1, i] - now[1, j], now[2, i] - now[2, j]
    return dx * dx + dy * dy + dz * dz + TINY
