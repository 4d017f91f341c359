"""The forces of densMAP, compiled: those of UMAP and one along every edge that brings local radii into line with those of the table.

As in UMAP's own kernel every point reads the positions of the epoch before and writes its own: the same on any number of threads.
"""

import numpy as np
from numba import njit, prange

from mllab.reduce.kernels.umap_layout import drawn, power

f4 = np.float32
TINY = f4(1e-12)  # squared distance under which two points are one
LIMIT = f4(4.0)  # no random row pushes harder than this along an axis, and no step is longer
LEAST = f4(1e-8)  # what is added to a mean squared distance


@njit(cache=True, fastmath=True, parallel=True)
def radii(now, indptr, indices, a, b, radius, held):  # type: ignore[no-untyped-def]
    """radius[i] = mean squared distance of point i's neighbors, weighted by how near they are drawn; held[i] = the sum of these weights. O(edges)."""
    x, y, z = now[0], now[1], now[2]
    for i in prange(radius.shape[0]):
        far, near = f4(0), f4(0)
        for e in range(indptr[i], indptr[i + 1]):
            j = indices[e]
            dx, dy, dz = x[i] - x[j], y[i] - y[j], z[i] - z[j]
            square = dx * dx + dy * dy + dz * dz + TINY
            phi = f4(1) / (f4(1) + a * power(square, b))
            far += phi * square
            near += phi
        held[i] = max(near, TINY)
        radius[i] = LEAST + far / held[i]


@njit(cache=True)
def agreement(radius, wanted, shift):  # type: ignore[no-untyped-def]
    """(mean, spread, slope) of the picture's log radii: standard deviation raised by `shift` in its square, covariance with `wanted`. O(n)."""
    n = radius.shape[0]
    mean = square = both = 0.0
    for i in range(n):
        mean += np.log(radius[i])
    mean /= n
    for i in range(n):
        off = np.log(radius[i]) - mean
        square += off * off
        both += off * wanted[i]
    return mean, np.sqrt(square / n + shift), both / n


@njit(cache=True)
def weigh(radius, held, wanted, mean, spread, slope, strength, pulls):  # type: ignore[no-untyped-def]
    """pulls[i] = how much the correlation gains by a change of point i's log radius, over the sum of its weights. O(n).

    On one thread: a run of logarithms is rounded by its place in the run, and threads would cut it anew.
    """
    mean, turn, scale = f4(mean), f4(slope / (spread * spread)), f4(strength / spread)
    for i in range(radius.shape[0]):
        pulls[i] = scale * (wanted[i] - turn * (np.log(radius[i]) - mean)) / held[i]


@njit(fastmath=True, inline="always")
def _edge(square, u, radius, b):  # type: ignore[no-untyped-def]
    """How much a log radius grows with the square of one of its distances, times the sum of its weights."""
    phi = f4(1) / (f4(1) + u)
    far = b * (f4(1) - phi)
    return phi * ((f4(1) - far) / radius + far / square)


@njit(cache=True, fastmath=True, parallel=True)
def move(now, new, speed, indptr, indices, weights, degree, a, b, push, ahead, rate, radius, pulls, epoch, key):  # type: ignore[no-untyped-def]
    """One epoch from `now` (3, n + draws) to `new`, the first points repeated at the end; speed (3, n) is kept between epochs. O(edges + 32 n).

    push = (random rows, their weight for each unit of degree); `pulls` (n,) are of `weigh`. A step of 1 would go to the middle of the
    neighbors, were there no other force.
    """
    n, count = degree.shape[0], int(push[0])
    share = push[1] / (f4(2) * a * f4(count))
    dense = f4(1) / (a * b)
    x, y, z = now[0], now[1], now[2]
    for i in prange(n):
        px, py, pz = x[i], y[i], z[i]
        ax, ay, az = f4(0), f4(0), f4(0)
        whole = f4(1) / degree[i]
        for e in range(indptr[i], indptr[i + 1]):
            j = indices[e]
            dx, dy, dz = px - x[j], py - y[j], pz - z[j]
            square = dx * dx + dy * dy + dz * dz + TINY
            u = a * power(square, b)
            kept = pulls[i] * _edge(square, u, radius[i], b) + pulls[j] * _edge(square, u, radius[j], b)
            g = whole * (dense * kept - weights[e] * u / (a * square * (f4(1) + u)))
            ax += g * dx
            ay += g * dy
            az += g * dz
        start = drawn(key, epoch, i, n)
        for j in range(start, start + count):
            dx, dy, dz = px - x[j], py - y[j], pz - z[j]
            square = dx * dx + dy * dy + dz * dz + TINY
            g = f4(1) / ((f4(0.001) + square) * (f4(1) + a * power(square, b)))
            ax += share * min(max(g * dx, -LIMIT), LIMIT)
            ay += share * min(max(g * dy, -LIMIT), LIMIT)
            az += share * min(max(g * dz, -LIMIT), LIMIT)
        sx = ahead * speed[0, i] + rate * min(max(ax, -LIMIT), LIMIT)
        sy = ahead * speed[1, i] + rate * min(max(ay, -LIMIT), LIMIT)
        sz = ahead * speed[2, i] + rate * min(max(az, -LIMIT), LIMIT)
        speed[0, i], speed[1, i], speed[2, i] = sx, sy, sz
        new[0, i], new[1, i], new[2, i] = px + sx, py + sy, pz + sz
        if i < count:
            new[0, n + i], new[1, n + i], new[2, n + i] = px + sx, py + sy, pz + sz
