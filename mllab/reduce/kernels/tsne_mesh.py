"""Spread charges from points onto a regular grid and read a field back, by quintic B-splines (as in smooth particle-mesh Ewald)."""

import numpy as np
from numba import njit, prange

ORDER = 6  # nodes per axis that a point touches: with 4 the same error takes cells a fifth finer, which costs more
SHARES = 4  # grids that are filled side by side and then summed: fixed, so that the sum is the same on any number of threads


@njit(cache=True, fastmath=True)
def spline(t, w, d):  # type: ignore[no-untyped-def]
    """Weights w (ORDER,) of the nodes around a point at share t of its cell, and their derivatives d by t (de Boor's recursion)."""
    one = np.float32(1)
    w[0], w[1] = one - t, t
    for order in range(3, ORDER + 1):
        if order == ORDER:
            d[0], d[ORDER - 1] = -w[0], w[ORDER - 2]
            for j in range(1, ORDER - 1):
                d[j] = w[j - 1] - w[j]
        part = one / np.float32(order - 1)
        w[order - 1] = part * t * w[order - 2]
        for j in range(order - 2, 0, -1):
            w[j] = part * ((t + np.float32(order - 1 - j)) * w[j - 1] + (np.float32(j + 1) - t) * w[j])
        w[0] = part * (one - t) * w[0]


@njit(cache=True, parallel=True, fastmath=True)
def spread(y, low0, low1, finer, side, grids, grid):  # type: ignore[no-untyped-def]
    """grid (size, size) = 1 per point, dealt to the 36 nodes around it; the used corner is side x side. O(n + side^2)."""
    n = y.shape[1]
    per = (n + SHARES - 1) // SHARES
    for share in prange(SHARES):
        mine = grids[share]
        mine[:side, :side] = 0
        u, v, slope = np.empty(ORDER, np.float32), np.empty(ORDER, np.float32), np.empty(ORDER, np.float32)
        for i in range(share * per, min(n, (share + 1) * per)):
            a, b = (y[0, i] - low0) * finer, (y[1, i] - low1) * finer
            p, q = int(a), int(b)
            spline(a - np.float32(p), u, slope)
            spline(b - np.float32(q), v, slope)
            for r in range(ORDER):
                for c in range(ORDER):
                    mine[p + r, q + c] += u[r] * v[c]
    for r in prange(side):
        for c in range(side):
            grid[r, c] = grids[0, r, c] + grids[1, r, c] + grids[2, r, c] + grids[3, r, c]


@njit(cache=True, fastmath=True)
def overlaps(w, d, even, odd):  # type: ignore[no-untyped-def]
    """How a point's own charge reaches it over `lag` nodes: even[lag] = sum of w w, odd[lag] = sum of d w, both ways."""
    for lag in range(ORDER):
        a = b = np.float32(0)
        for j in range(ORDER - lag):
            a += w[j] * w[j + lag]
            b += d[j] * w[j + lag] + d[j + lag] * w[j]
        even[lag] = a if lag == 0 else a + a
        odd[lag] = np.float32(0.5) * b if lag == 0 else b


@njit(cache=True, parallel=True, fastmath=True)
def read(y, low0, low1, finer, field, near, forces, mass):  # type: ignore[no-untyped-def]
    """mass[i] = the field at point i, forces[:, i] = minus half its slope there, both without what the point itself gave, and mass 1 for it.

    near (ORDER, ORDER) is the grid's answer to one charge at some lags. Close to a charge the grid is least exact, and closest is a point
    to itself: with that taken away, cells may be half as fine. O(n).
    """
    n = y.shape[1]
    half = np.float32(-0.5) * finer
    for i in prange(n):
        u, v = np.empty(ORDER, np.float32), np.empty(ORDER, np.float32)
        du, dv = np.empty(ORDER, np.float32), np.empty(ORDER, np.float32)
        a, b = (y[0, i] - low0) * finer, (y[1, i] - low1) * finer
        p, q = int(a), int(b)
        spline(a - np.float32(p), u, du)
        spline(b - np.float32(q), v, dv)
        z = f0 = f1 = np.float32(0)
        for r in range(ORDER):
            along = across = np.float32(0)
            for c in range(ORDER):
                value = field[p + r, q + c]
                along += v[c] * value
                across += dv[c] * value
            z += u[r] * along
            f0 += du[r] * along
            f1 += u[r] * across
        uu, vv = np.empty(ORDER, np.float32), np.empty(ORDER, np.float32)
        uo, vo = np.empty(ORDER, np.float32), np.empty(ORDER, np.float32)
        overlaps(u, du, uu, uo)
        overlaps(v, dv, vv, vo)
        for r in range(ORDER):
            for c in range(ORDER):
                z -= near[r, c] * uu[r] * vv[c]
                f0 -= near[r, c] * uo[r] * vv[c]
                f1 -= near[r, c] * uu[r] * vo[c]
        mass[i], forces[0, i], forces[1, i] = z, half * f0, half * f1
