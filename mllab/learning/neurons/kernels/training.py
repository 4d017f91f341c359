"""Whole epochs, and what the network says of many points."""

import numpy as np
from numba import njit

from mllab.learning.neurons.kernels.activations import LANES
from mllab.learning.neurons.kernels.losses import pull, wrong
from mllab.learning.neurons.kernels.passes import backward, forward
from mllab.learning.neurons.kernels.update import update


@njit(cache=True, nogil=True)
def load(X: np.ndarray, at: int, end: int, block: np.ndarray) -> None:
    """Columns at..end of X (d, n) to the lanes of `block`; the lanes beyond repeat the first."""
    for i in range(len(X)):
        for s in range(LANES):
            block[i, s] = X[i, at + s if at + s < end else at]


@njit(cache=True, nogil=True)
def slopes(theta, grad, sizes, kinds, loss, X, y, at, end, Z, A, D, Y):  # type: ignore[no-untyped-def]
    """The mean slope of the loss of samples at..end in every weight, into `grad` (p,); X (d, n), y (k, n)."""
    grad[:] = 0
    last = len(kinds) - 1
    for begin in range(at, end, LANES):
        load(X, begin, end, A[0])
        load(y, begin, end, Y)
        forward(theta, sizes, kinds, Z, A)
        pull(loss, A[last + 1], Y, D[last, : sizes[last + 1]], min(LANES, end - begin))
        backward(theta, grad, sizes, kinds, Z, A, D)
    share = theta.dtype.type(1.0 / (end - at))
    for p in range(len(grad)):
        grad[p] *= share


@njit(cache=True, nogil=True)
def epochs(theta, first, second, dead, weight, steps, sizes, kinds, loss, X, y, batch, how, rate, penalty, cost, count):  # type: ignore[no-untyped-def]
    """`count` times through all samples in their order, a step after every `batch` of them; gives the number of steps made so far. O(count n p)."""
    wide, layers, n = sizes.max(), len(kinds), X.shape[1]
    Z, D = np.zeros((layers, wide, LANES), theta.dtype), np.zeros((layers, wide, LANES), theta.dtype)
    A = np.zeros((layers + 1, wide, LANES), theta.dtype)
    Y, grad = np.zeros((len(y), LANES), theta.dtype), np.zeros_like(theta)
    for _ in range(count):
        for at in range(0, n, batch):
            slopes(theta, grad, sizes, kinds, loss, X, y, at, min(n, at + batch), Z, A, D, Y)
            steps += 1
            update(theta, grad, first, second, dead, weight, steps, how, rate, penalty, cost)
    return steps


@njit(cache=True, nogil=True)
def gradient(theta, sizes, kinds, loss, X, y):  # type: ignore[no-untyped-def]
    """(p,) the slope of the mean loss of all samples in every weight."""
    wide, layers = sizes.max(), len(kinds)
    Z, D = np.zeros((layers, wide, LANES), theta.dtype), np.zeros((layers, wide, LANES), theta.dtype)
    A = np.zeros((layers + 1, wide, LANES), theta.dtype)
    Y, grad = np.zeros((len(y), LANES), theta.dtype), np.zeros_like(theta)
    slopes(theta, grad, sizes, kinds, loss, X, y, 0, X.shape[1], Z, A, D, Y)
    return grad


@njit(cache=True, nogil=True)
def judged(theta, sizes, kinds, loss, X, y):  # type: ignore[no-untyped-def]
    """The mean loss of samples X (d, n), y (k, n), and the share of right classes. O(n p)."""
    wide, layers, n = sizes.max(), len(kinds), X.shape[1]
    Z, A = np.zeros((layers, wide, LANES), theta.dtype), np.zeros((layers + 1, wide, LANES), theta.dtype)
    Y = np.zeros((len(y), LANES), theta.dtype)
    total, right = 0.0, 0
    for at in range(0, n, LANES):
        load(X, at, n, A[0])
        load(y, at, n, Y)
        forward(theta, sizes, kinds, Z, A)
        for s in range(min(LANES, n - at)):
            lost, well = wrong(loss, A[layers], Y, sizes[layers], s)
            total += lost
            right += well
    return total / max(n, 1), right / max(n, 1)


@njit(cache=True, nogil=True)
def said(theta, sizes, kinds, X):  # type: ignore[no-untyped-def]
    """(sum of sizes, n) what every neuron says of the points X (d, n), the inputs first. O(n p)."""
    wide, layers, n = sizes.max(), len(kinds), X.shape[1]
    Z, A = np.zeros((layers, wide, LANES), theta.dtype), np.zeros((layers + 1, wide, LANES), theta.dtype)
    out = np.empty((sizes.sum(), n), theta.dtype)
    for at in range(0, n, LANES):
        load(X, at, n, A[0])
        forward(theta, sizes, kinds, Z, A)
        row = 0
        for layer in range(layers + 1):
            for o in range(sizes[layer]):
                for s in range(min(LANES, n - at)):
                    out[row, at + s] = A[layer, o, s]
                row += 1
    return out
