"""How strongly every row holds to each of its neighbors, compiled: UMAP's smooth distances."""

import numpy as np
from numba import njit, prange

CLOSE = 1e-5  # how near the sum of memberships must come to its target
LEAST = 1e-3  # the narrowest scale, as a part of the mean distance
LARGEST = float(np.finfo(np.float32).max)


@njit(cache=True)
def _reach(distances, connectivity):  # type: ignore[no-untyped-def]
    """The distance up to which neighbors count fully: that of the `connectivity`-th neighbor that is not at distance 0."""
    zeros = 0
    while zeros < distances.shape[0] and distances[zeros] <= 0:
        zeros += 1
    found = distances.shape[0] - zeros
    if found == 0:
        return 0.0
    whole = int(np.floor(connectivity))
    part = connectivity - whole
    if found < connectivity or whole >= found:
        return float(distances[-1])
    if whole == 0:
        return part * distances[zeros]
    reach = float(distances[zeros + whole - 1])
    if part > CLOSE:
        reach += part * (distances[zeros + whole] - distances[zeros + whole - 1])
    return reach


@njit(cache=True)
def _scale(distances, reach, target):  # type: ignore[no-untyped-def]
    """The scale at which the memberships exp(-(distance - reach) / scale) sum to `target`, by bisection."""
    low, high, scale = 0.0, LARGEST, 1.0
    for _ in range(64):
        total = 0.0
        for distance in distances:
            beyond = distance - reach
            total += np.exp(-beyond / scale) if beyond > 0 else 1.0
        if abs(total - target) < CLOSE:
            break
        if total > target:
            high = scale
            scale = (low + high) / 2
        else:
            low = scale
            scale = scale * 2 if high >= LARGEST else (low + high) / 2
    return scale


@njit(cache=True, parallel=True)
def memberships(distances, connectivity, count):  # type: ignore[no-untyped-def]
    """Memberships (n, k) float32 of the k nearest, ascending distances (n, k); `count` is what they are worth together, log2(count)."""
    n, k = distances.shape
    held = np.empty((n, k), np.float32)
    target, overall = np.log2(count), distances.sum() / (n * count)
    for i in prange(n):
        reach = _reach(distances[i], connectivity)
        scale = _scale(distances[i], reach, target)
        mean = distances[i].sum() / count if reach > 0 else overall
        scale = max(scale, LEAST * mean)
        for j in range(k):
            beyond = distances[i, j] - reach
            held[i, j] = np.exp(-beyond / scale) if beyond > 0 else 1.0
    return held
