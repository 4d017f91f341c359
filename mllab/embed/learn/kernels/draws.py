"""Random numbers inside compiled loops: Knuth's congruential generator, and words drawn in proportion to a weight."""

import numpy as np
from numba import njit

f4, u4, u8 = np.float32, np.uint32, np.uint64
FACTOR, STEP = u8(6364136223846793005), u8(1442695040888963407)  # of MMIX (Knuth 1997)
HALF = u8(32)  # bits; the upper half of a state is what is used
LOW = u8(0xFFFFFFFF)


@njit(cache=True)
def after(state):  # type: ignore[no-untyped-def]
    """The state after this one."""
    return u8(state) * FACTOR + STEP


@njit(cache=True)
def below(state, n):  # type: ignore[no-untyped-def]
    """A whole number of 0 .. n - 1 from a state, and the 32 bits that are left of it."""
    product = (u8(state) >> HALF) * u8(n)
    return np.int64(product >> HALF), u4(product & LOW)


@njit(cache=True)
def share(state):  # type: ignore[no-untyped-def]
    """A number from 0 to 1 from a state."""
    return f4(u8(state) >> HALF) * f4(2.0**-32)


@njit(cache=True)
def alias(weights):  # type: ignore[no-untyped-def]
    """Tables (n,) uint32 and (n,) int32 to draw a row in proportion to weights (n,) in O(1): Walker 1977, built as by Vose 1991. O(n)."""
    n = weights.shape[0]
    scaled = weights / weights.sum() * n
    chance, other = np.full(n, LOW, np.uint32), np.arange(n).astype(np.int32)
    small, large = np.empty(n, np.int64), np.empty(n, np.int64)
    few = many = 0
    for i in range(n):
        if scaled[i] < 1:
            small[few] = i
            few += 1
        else:
            large[many] = i
            many += 1
    while few and many:
        few -= 1
        many -= 1
        i, j = small[few], large[many]
        chance[i], other[i] = u4(scaled[i] * 4294967295.0), j
        scaled[j] += scaled[i] - 1
        if scaled[j] < 1:
            small[few] = j
            few += 1
        else:
            large[many] = j
            many += 1
    return chance, other


@njit(cache=True)
def drawn(state, chance, other):  # type: ignore[no-untyped-def]
    """The row that a state draws from the tables of `alias`."""
    row, rest = below(state, chance.shape[0])
    return row if rest <= chance[row] else np.int64(other[row])
