"""The radii of densMAP, compiled: how wide the picture is around every point, and how much a change there would bring it into line with the table.

The forces that follow from it are in UMAP's own kernel.
"""

import numpy as np
from numba import njit, prange

from mllab.reduce.kernels.umap_layout import power

f4 = np.float32
TINY = f4(1e-12)  # squared distance under which two points are one
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
