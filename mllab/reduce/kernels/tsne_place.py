"""Gradient descent of single new points in a picture that stays as it is."""

import numpy as np
from numba import njit, prange


@njit(cache=True, fastmath=True)
def gradient(picture, columns, weights, at, slope):  # type: ignore[no-untyped-def]
    """slope = sum p q gap - sum q^2 gap / sum q for one point `at` (axes,) among the points of the picture (axes, n). O(n)."""
    axes, n = picture.shape
    x0, x1, x2 = picture[0], picture[1], picture[axes - 1]
    deep = np.float32(axes == 3)
    a, b, c = at[0], at[1], at[axes - 1]
    one = np.float32(1)
    f0 = f1 = f2 = z = np.float32(0)
    for j in range(n):
        g0, g1, g2 = a - x0[j], b - x1[j], (c - x2[j]) * deep
        q = one / (one + g0 * g0 + g1 * g1 + g2 * g2)
        z += q
        q *= q
        f0 += q * g0
        f1 += q * g1
        f2 += q * g2
    f0, f1, f2 = -f0 / z, -f1 / z, -f2 / z
    for e in range(len(columns)):
        j = columns[e]
        g0, g1, g2 = a - x0[j], b - x1[j], (c - x2[j]) * deep
        w = weights[e] / (one + g0 * g0 + g1 * g1 + g2 * g2)
        f0 += w * g0
        f1 += w * g1
        f2 += w * g2
    slope[axes - 1] = f2
    slope[0] = f0
    slope[1] = f1


@njit(cache=True, parallel=True, fastmath=True)
def settle(picture, columns, weights, placed, steps):  # type: ignore[no-untyped-def]
    """Move placed (axes, m) in place, `steps` steps with momentum, each at most a quarter of a unit. O(m n steps)."""
    axes, m = placed.shape
    for i in prange(m):
        at, slope = placed[:, i].copy(), np.zeros(axes, np.float32)
        speed = np.zeros(axes, np.float32)
        for _ in range(steps):
            gradient(picture, columns[i], weights[i], at, slope)
            length = np.float32(0)
            for axis in range(axes):
                speed[axis] = np.float32(0.8) * speed[axis] - np.float32(0.2) * slope[axis]
                length += speed[axis] * speed[axis]
            length = np.sqrt(length)
            short = np.float32(0.25) / length if length > np.float32(0.25) else np.float32(1)
            for axis in range(axes):
                speed[axis] *= short
                at[axis] += speed[axis]
        placed[:, i] = at
