"""Forward and backward through the network, LANES samples side by side.

The weights are one row: for each layer its weights (out, in), then its biases (out,). Blocks: A (layers + 1, wide, LANES) what neurons say, A[0] the inputs;
Z (layers, wide, LANES) their sums; D (layers, wide, LANES) the slope of the loss in those sums.
"""

import numpy as np
from numba import njit

from mllab.learning.neurons.kernels.activations import FAST, LANES, activate, through


@njit(cache=True, nogil=True, fastmath=FAST)
def forward(theta: np.ndarray, sizes: np.ndarray, kinds: np.ndarray, Z: np.ndarray, A: np.ndarray) -> None:
    """Fill Z and A from A[0]. O(weights)."""
    at = 0
    for layer in range(len(kinds)):
        n_in, n_out = sizes[layer], sizes[layer + 1]
        bias = at + n_in * n_out
        for o in range(n_out):
            z, b = Z[layer, o], theta[bias + o]
            for s in range(LANES):
                z[s] = b
            for i in range(n_in):
                w, a = theta[at + o * n_in + i], A[layer, i]
                for s in range(LANES):
                    z[s] += w * a[s]
            activate(kinds[layer], z, A[layer + 1, o])
        at = bias + n_out


@njit(cache=True, nogil=True, fastmath=FAST)
def backward(
    theta: np.ndarray, grad: np.ndarray, sizes: np.ndarray, kinds: np.ndarray, Z: np.ndarray, A: np.ndarray, D: np.ndarray
) -> None:
    """Add to `grad` the slopes of the weights, from the slopes in the outputs, D[-1]. O(weights). Rumelhart, Hinton & Williams 1986."""
    at = len(theta)
    for layer in range(len(kinds) - 1, -1, -1):
        n_in, n_out = sizes[layer], sizes[layer + 1]
        bias = at - n_out
        at = bias - n_in * n_out
        for o in range(n_out):
            d = D[layer, o]
            through(kinds[layer], Z[layer, o], A[layer + 1, o], d)
            _gather(grad, bias + o, at + o * n_in, n_in, d, A[layer])
        if layer > 0:
            _blame(theta, at, n_in, n_out, D[layer], D[layer - 1])


@njit(cache=True, nogil=True, fastmath=FAST)
def _gather(grad: np.ndarray, bias: int, at: int, n_in: int, d: np.ndarray, A: np.ndarray) -> None:
    """The slopes of one neuron's bias and weights, summed over the lanes."""
    total = d.dtype.type(0)
    for s in range(LANES):
        total += d[s]
    grad[bias] += total
    for i in range(n_in):
        a, total = A[i], d.dtype.type(0)
        for s in range(LANES):
            total += d[s] * a[s]
        grad[at + i] += total


@njit(cache=True, nogil=True, fastmath=FAST)
def _blame(theta: np.ndarray, at: int, n_in: int, n_out: int, D: np.ndarray, before: np.ndarray) -> None:
    """What each neuron of the layer before has contributed."""
    for i in range(n_in):
        e = before[i]
        for s in range(LANES):
            e[s] = 0
        for o in range(n_out):
            w, d = theta[at + o * n_in + i], D[o]
            for s in range(LANES):
                e[s] += w * d[s]
