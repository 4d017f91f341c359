"""One step of an optimizer."""

import math

import numpy as np
from numba import njit

SGD, MOMENTUM, ADAM, ADAMW = range(4)  # places in OPTIMIZERS
NONE, L1, L2 = range(3)  # places in PENALTIES
KEPT = 0.9  # of the momentum
FIRST, SECOND, TINY = 0.9, 0.999, 1e-8  # Kingma & Ba 2015


@njit(cache=True, nogil=True)
def update(theta, grad, first, second, dead, weight, step, how, rate, penalty, cost):  # type: ignore[no-untyped-def]
    """Move `theta` against `grad`, both (p,); `first` and `second` (p,) are the optimizer's memory, `step` counts from 1. O(p).

    Only weights are penalized, not biases. L2 adds to the slope, and with AdamW shrinks the weight beside it (Loshchilov & Hutter 2019). L1 pulls towards
    zero after the step; a weight that this takes across zero is dead and stays 0, as in TensorFlow Playground.
    """
    one, kept, b1, b2 = theta.dtype.type(1), theta.dtype.type(KEPT), theta.dtype.type(FIRST), theta.dtype.type(SECOND)
    debt = theta.dtype.type(rate / (1 - FIRST**step))
    scale, tiny = theta.dtype.type(math.sqrt(1 - SECOND**step)), theta.dtype.type(TINY)
    for p in range(len(theta)):
        if dead[p]:
            continue
        w, g = theta[p], grad[p]
        if penalty == L2 and weight[p]:
            if how == ADAMW:
                theta[p] *= one - rate * cost
            else:
                g += cost * w
        if how == SGD:
            theta[p] -= rate * g
        elif how == MOMENTUM:
            first[p] = kept * first[p] + g
            theta[p] -= rate * first[p]
        else:
            first[p] = b1 * first[p] + (one - b1) * g
            second[p] = b2 * second[p] + (one - b2) * g * g
            theta[p] -= debt * first[p] / (math.sqrt(second[p]) / scale + tiny)
        if penalty == L1 and weight[p]:
            pulled = theta[p] - rate * cost * np.sign(w)
            dead[p] = theta[p] * pulled < 0
            theta[p] = 0 if dead[p] else pulled
