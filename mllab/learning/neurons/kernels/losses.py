"""How wrong an answer is, and its pull on the output; on LANES samples side by side."""

import math

import numpy as np
from numba import njit

from mllab.learning.neurons.kernels.activations import FAST, LANES

SQUARED, LOGISTIC, CROSS_ENTROPY = range(3)  # places in LOSSES


@njit(cache=True, nogil=True, fastmath=FAST)
def pull(loss: int, out: np.ndarray, y: np.ndarray, d: np.ndarray, used: int) -> None:
    """d (k, LANES) is the slope of the loss in the outputs (k, LANES), 0 in the lanes beyond those `used`; y (k, LANES), or the class in y[0]."""
    one, k = out.dtype.type(1), len(d)
    if loss == CROSS_ENTROPY:
        for s in range(LANES):
            most = out[:k, s].max()
            whole = out.dtype.type(0)
            for o in range(k):
                d[o, s] = math.exp(out[o, s] - most)
                whole += d[o, s]
            for o in range(k):
                d[o, s] /= whole
            d[int(y[0, s]), s] -= one
    elif loss == LOGISTIC:
        for o in range(k):
            for s in range(LANES):
                d[o, s] = -y[o, s] / (one + math.exp(y[o, s] * out[o, s]))
    else:
        for o in range(k):
            for s in range(LANES):
                d[o, s] = out[o, s] - y[o, s]
    for o in range(k):
        for s in range(used, LANES):
            d[o, s] = 0


@njit(cache=True, nogil=True)
def wrong(loss: int, out: np.ndarray, y: np.ndarray, k: int, s: int) -> tuple[float, bool]:
    """The loss of sample s, and whether its class is right; out (>= k, LANES), y (k, LANES)."""
    total = 0.0
    if loss == CROSS_ENTROPY:
        best, most = 0, out[:k, s].max()
        for o in range(k):
            total += math.exp(out[o, s] - most)
            if out[o, s] > out[best, s]:
                best = o
        return math.log(total) + most - out[int(y[0, s]), s], best == int(y[0, s])
    for o in range(k):
        if loss == LOGISTIC:
            z = -float(y[o, s] * out[o, s])
            total += max(z, 0.0) + math.log1p(math.exp(-abs(z)))
        else:
            total += 0.5 * (out[o, s] - y[o, s]) ** 2
    return total, (out[0, s] > 0) == (y[0, s] > 0)
