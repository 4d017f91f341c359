"""Forces of t-SNE between points: along the edges of the graph exactly, and between all pairs exactly, in 2-D and 3-D.

Coordinates are stored one axis after the other, y (m, n), so that every loop reads memory in order; each row sums its own forces, so
the result does not depend on the number of threads.
"""

import numpy as np
from numba import njit, prange

BLOCK = 512  # rows whose figures are summed together: fixed, so that sums are the same on any number of threads


@njit(cache=True, parallel=True, fastmath=True)
def pull(starts, columns, values, y, forces):  # type: ignore[no-untyped-def]
    """forces[:, i] = sum over edges of values q (y_i - y_j), q = 1 / (1 + |y_i - y_j|^2). O(edges)."""
    axes, n = y.shape
    x0, x1, x2 = y[0], y[1], y[axes - 1]
    deep = np.float32(axes == 3)
    one = np.float32(1)
    for i in prange(n):
        f0 = f1 = f2 = np.float32(0)
        a, b, c = x0[i], x1[i], x2[i]
        for e in range(starts[i], starts[i + 1]):
            j = columns[e]
            g0, g1, g2 = a - x0[j], b - x1[j], (c - x2[j]) * deep
            w = values[e] / (one + g0 * g0 + g1 * g1 + g2 * g2)
            f0 += w * g0
            f1 += w * g1
            f2 += w * g2
        forces[axes - 1, i] = f2
        forces[0, i] = f0
        forces[1, i] = f1


@njit(cache=True, parallel=True, fastmath=True)
def push_2d(y, forces, mass):  # type: ignore[no-untyped-def]
    """forces[:, i] = sum over j of q^2 (y_i - y_j) and mass[i] = sum of q over j, i itself included (as 1). O(n^2)."""
    n = y.shape[1]
    x0, x1 = y[0], y[1]
    one = np.float32(1)
    for i in prange(n):
        f0 = f1 = z = np.float32(0)
        a, b = x0[i], x1[i]
        for j in range(n):
            g0, g1 = a - x0[j], b - x1[j]
            q = one / (one + g0 * g0 + g1 * g1)
            z += q
            q *= q
            f0 += q * g0
            f1 += q * g1
        forces[0, i], forces[1, i], mass[i] = f0, f1, z


@njit(cache=True, parallel=True, fastmath=True)
def push_3d(y, forces, mass):  # type: ignore[no-untyped-def]
    """The same in 3-D. O(n^2)."""
    n = y.shape[1]
    x0, x1, x2 = y[0], y[1], y[2]
    one = np.float32(1)
    for i in prange(n):
        f0 = f1 = f2 = z = np.float32(0)
        a, b, c = x0[i], x1[i], x2[i]
        for j in range(n):
            g0, g1, g2 = a - x0[j], b - x1[j], c - x2[j]
            q = one / (one + g0 * g0 + g1 * g1 + g2 * g2)
            z += q
            q *= q
            f0 += q * g0
            f1 += q * g1
            f2 += q * g2
        forces[0, i], forces[1, i], forces[2, i], mass[i] = f0, f1, f2, z


@njit(cache=True, fastmath=True)
def logarithms(x):  # type: ignore[no-untyped-def]
    """Replace every positive float32 of x by its natural logarithm, to single precision: exponent from the bits, mantissa by its series in
    (m - sqrt 2) / (m + sqrt 2). The library's takes one number at a time, this eight or sixteen."""
    bits = x.view(np.int32)
    root, two = np.float32(2**0.5), np.float32(0.6931472)
    for e in range(len(x)):
        power = np.float32((bits[e] >> 23) - 127) + np.float32(0.5)
        bits[e] = (bits[e] & 0x7FFFFF) | 0x3F800000
        s = (x[e] - root) / (x[e] + root)
        t = s * s
        series = np.float32(2) + t * (np.float32(2 / 3) + t * (np.float32(2 / 5) + t * np.float32(2 / 7)))
        x[e] = power * two + s * series


@njit(cache=True, parallel=True, fastmath=True)
def stretch(starts, columns, values, y, sums):  # type: ignore[no-untyped-def]
    """sums[b] = sum over the edges of block b of rows of values log(1 + |y_i - y_j|^2). O(edges)."""
    axes, n = y.shape
    x0, x1, x2 = y[0], y[1], y[axes - 1]
    deep = np.float32(axes == 3)
    for block in prange(len(sums)):
        top, end = block * BLOCK, min(n, (block + 1) * BLOCK)
        first = np.int64(starts[top])
        far = np.empty(np.int64(starts[end]) - first, np.float32)
        for i in range(top, end):
            for e in range(np.int64(starts[i]), np.int64(starts[i + 1])):
                j = columns[e]
                g0, g1, g2 = x0[i] - x0[j], x1[i] - x1[j], (x2[i] - x2[j]) * deep
                far[e - first] = np.float32(1) + g0 * g0 + g1 * g1 + g2 * g2
        logarithms(far)
        total = 0.0
        for e in range(len(far)):
            total += np.float64(values[first + e] * far[e])
        sums[block] = total


@njit(cache=True, parallel=True, fastmath=True)
def step(y, speed, gains, attract, repel, pull_weight, push_weight, rate, momentum, longest):  # type: ignore[no-untyped-def]
    """One move downhill, in place: speed = momentum speed - rate gain gradient, no point farther than `longest` (Jacobs 1988 for gains). O(n)."""
    axes, n = y.shape
    for i in prange(n):
        length = np.float32(0)
        for axis in range(axes):
            slope = pull_weight * attract[axis, i] - push_weight * repel[axis, i]
            gain = gains[axis, i]
            gain = gain + np.float32(0.2) if slope * speed[axis, i] < 0 else max(gain * np.float32(0.8), np.float32(0.01))
            gains[axis, i] = gain
            speed[axis, i] = momentum * speed[axis, i] - rate * gain * slope
            length += speed[axis, i] * speed[axis, i]
        length = np.sqrt(length)
        short = longest / length if length > longest else np.float32(1)
        for axis in range(axes):
            speed[axis, i] *= short
            y[axis, i] += speed[axis, i]
