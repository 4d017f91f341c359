"""What a neuron makes of its sum, and the slope of that; on LANES samples side by side, which the processor takes at once."""

import math

import numpy as np
from numba import njit, types
from numba.extending import overload

LANES = 16
LINEAR, TANH, RELU, SIGMOID, LEAKY, ELU, GELU, SWISH = range(8)  # places in ACTIVATIONS
LEAK = 0.01
FAST = {"reassoc", "contract", "nsz"}  # sums in any order, but no assumption that a number is finite: a network may diverge
FAR = 9.0  # from here on tanh is 1 in single precision


def hyperbolic(x):  # type: ignore[no-untyped-def]
    """tanh: in single precision by a formula that takes many lanes at once, in double by the library."""
    return math.tanh(x)


@overload(hyperbolic)
def _hyperbolic(x):  # type: ignore[no-untyped-def]
    return _single if x == types.float32 else _double


def _double(x):  # type: ignore[no-untyped-def]
    return math.tanh(x)


def _single(x):  # type: ignore[no-untyped-def]
    # A quarter of x by Lambert's continued fraction (1768), cut off where single precision ends; then twice tanh 2u = 2 t / (1 + t²).
    far, one, two, quarter = np.float32(FAR), np.float32(1), np.float32(2), np.float32(0.25)
    x = far if x > far else (-far if x < -far else x)
    u = x * quarter
    v = u * u
    top = u * (np.float32(135135) + v * (np.float32(17325) + v * (np.float32(378) + v)))
    t = top / (np.float32(135135) + v * (np.float32(62370) + v * (np.float32(3150) + v * np.float32(28))))
    t = two * t / (one + t * t)
    return two * t / (one + t * t)


@njit(cache=True, nogil=True, fastmath=FAST)
def activate(kind: int, z: np.ndarray, a: np.ndarray) -> None:
    """a = f(z), both (LANES,)."""
    half = z.dtype.type(0.5)
    if kind == TANH:
        for s in range(LANES):
            a[s] = hyperbolic(z[s])
    elif kind == RELU:
        for s in range(LANES):
            a[s] = z[s] if not z[s] <= 0 else z.dtype.type(0)  # so that what is not a number stays none
    elif kind == SIGMOID:
        for s in range(LANES):
            a[s] = half + half * hyperbolic(half * z[s])
    elif kind == LEAKY:
        for s in range(LANES):
            a[s] = z[s] if z[s] > 0 else z[s] * z.dtype.type(LEAK)
    elif kind == ELU:
        for s in range(LANES):
            a[s] = z[s] if z[s] > 0 else z.dtype.type(math.expm1(z[s]))
    elif kind == GELU:
        for s in range(LANES):
            a[s] = z[s] * half * z.dtype.type(1 + math.erf(z[s] * math.sqrt(0.5)))
    elif kind == SWISH:
        for s in range(LANES):
            a[s] = z[s] * (half + half * hyperbolic(half * z[s]))
    else:
        for s in range(LANES):
            a[s] = z[s]


@njit(cache=True, nogil=True, fastmath=FAST)
def through(kind: int, z: np.ndarray, a: np.ndarray, d: np.ndarray) -> None:
    """d *= f'(z), where a = f(z), all (LANES,)."""
    half, one, zero = z.dtype.type(0.5), z.dtype.type(1), z.dtype.type(0)
    if kind == TANH:
        for s in range(LANES):
            d[s] *= one - a[s] * a[s]
    elif kind == RELU:
        for s in range(LANES):
            d[s] = d[s] if z[s] > 0 else zero
    elif kind == SIGMOID:
        for s in range(LANES):
            d[s] *= a[s] * (one - a[s])
    elif kind == LEAKY:
        for s in range(LANES):
            d[s] *= one if z[s] > 0 else z.dtype.type(LEAK)
    elif kind == ELU:
        for s in range(LANES):
            d[s] *= one if z[s] > 0 else a[s] + one
    elif kind == GELU:
        for s in range(LANES):
            below = 0.5 * (1 + math.erf(z[s] * math.sqrt(0.5)))
            d[s] *= z.dtype.type(below + z[s] * math.exp(-0.5 * z[s] * z[s]) / math.sqrt(2 * math.pi))
    elif kind == SWISH:
        for s in range(LANES):
            share = half + half * hyperbolic(half * z[s])
            d[s] *= share + a[s] * (one - share)
