"""The sums of the Kullback-Leibler divergence in double precision, over all pairs: for judging, not for descending."""

import numpy as np
from numba import njit, prange


@njit(cache=True, parallel=True, fastmath=True)
def total(y, sums):  # type: ignore[no-untyped-def]
    """sums[i] = sum over j other than i of 1 / (1 + |y_i - y_j|^2), y (axes, n) float64. O(n^2)."""
    axes, n = y.shape
    x0, x1, x2 = y[0], y[1], y[axes - 1]
    deep = 1.0 if axes == 3 else 0.0
    for i in prange(n):
        z = 0.0
        for j in range(n):
            g0, g1, g2 = x0[i] - x0[j], x1[i] - x1[j], (x2[i] - x2[j]) * deep
            z += 1.0 / (1.0 + g0 * g0 + g1 * g1 + g2 * g2)
        sums[i] = z - 1.0


@njit(cache=True, parallel=True)
def stretch(starts, columns, values, y, sums):  # type: ignore[no-untyped-def]
    """sums[i] = sum over the edges of row i of values log(1 + |y_i - y_j|^2). O(edges)."""
    axes, n = y.shape
    for i in prange(n):
        sums[i] = 0.0
        for e in range(starts[i], starts[i + 1]):
            far = 1.0
            for axis in range(axes):
                gap = y[axis, i] - y[axis, columns[e]]
                far += gap * gap
            sums[i] += values[e] * np.log(far)
