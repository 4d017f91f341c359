"""Whole epochs with dropout and batch normalization: kept apart, so that training without them pays nothing for them.

A batch lies side by side in blocks (layers, wide, m), m its size rounded up to whole LANES: Z sums, H those sums normalized, N what goes into the bend, F what
comes out, A (layers + 1, ...) that after dropout, D slopes. `theta` ends with the scales and shifts of each hidden layer, (wide,) each, where it is normed.
"""

import math

import numpy as np
from numba import njit

from mllab.learning.neurons.kernels.activations import FAST, LANES, activate, through
from mllab.learning.neurons.kernels.losses import pull
from mllab.learning.neurons.kernels.update import update

EPS, MOMENTUM = 1e-5, 0.1  # of the normalization, as torch.nn.BatchNorm1d


@njit(cache=True, nogil=True)
def mask(seed, step, layer, drop, M, neurons, samples):  # type: ignore[no-untyped-def]
    """Fill M (>= neurons, >= samples) with 0 for a share `drop` of its places and 1 / (1 - drop) for the others; the same for the same numbers.

    Which ones is told by splitmix64 (Steele, Lea & Flood 2014) of seed, step, layer and place, so that it does not matter how epochs are cut into runs.
    """
    kept = M.dtype.type(1.0 / (1.0 - drop))
    for o in range(neurons):
        for s in range(samples):
            x = np.uint64(seed) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(step) * np.uint64(0xD1342543DE82EF95)
            x += np.uint64((layer << 40) + (o << 24) + s) * np.uint64(0xDA942042E4DD58B5)
            x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            x = x ^ (x >> np.uint64(31))
            M[o, s] = kept if float(x >> np.uint64(40)) * 2.0**-24 >= drop else M.dtype.type(0)


@njit(cache=True, nogil=True, fastmath=FAST)
def summed(theta, at, n_in, n_out, A, Z, m):  # type: ignore[no-untyped-def]
    """Z = W A + b of one layer."""
    for o in range(n_out):
        z, b = Z[o], theta[at + n_in * n_out + o]
        for s in range(m):
            z[s] = b
        for i in range(n_in):
            w, a = theta[at + o * n_in + i], A[i]
            for s in range(m):
                z[s] += w * a[s]


@njit(cache=True, nogil=True)
def norm(scale, shift, running, at, z, h, n, used, m):  # type: ignore[no-untyped-def]
    """Normalize one neuron's sums over the batch, and move its mean and variance in `running`; gives 1 / spread. Ioffe & Szegedy 2015."""
    middle, spread = 0.0, 0.0
    for s in range(used):
        middle += z[s]
    middle /= used
    for s in range(used):
        spread += (z[s] - middle) ** 2
    spread /= used
    half = len(running) // 2
    running[at] += MOMENTUM * (middle - running[at])
    running[half + at] += MOMENTUM * (spread * used / (used - 1) - running[half + at])
    steep = 1.0 / math.sqrt(spread + EPS)
    for s in range(m):
        h[s] = (z[s] - middle) * steep
        n[s] = scale * h[s] + shift
    return steep


@njit(cache=True, nogil=True)
def through_norm(scale, steep, h, d, used, m):  # type: ignore[no-untyped-def]
    """d, the slope after the normalization, becomes that before it; gives the slopes of scale and shift."""
    by_scale, by_shift = 0.0, 0.0
    for s in range(used):
        by_scale += d[s] * h[s]
        by_shift += d[s]
    for s in range(used):
        d[s] = scale * steep * (d[s] - (by_shift + h[s] * by_scale) / used)
    for s in range(used, m):
        d[s] = 0
    return by_scale, by_shift


@njit(cache=True, nogil=True)
def gathered(grad, at, n_in, n_out, A, D, m):  # type: ignore[no-untyped-def]
    """Add the slopes of one layer's weights and biases."""
    for o in range(n_out):
        total = 0.0
        for s in range(m):
            total += D[o, s]
        grad[at + n_in * n_out + o] += total
        for i in range(n_in):
            total = 0.0
            for s in range(m):
                total += D[o, s] * A[i, s]
            grad[at + o * n_in + i] += total


@njit(cache=True, nogil=True)
def forward(theta, running, sizes, kinds, normed, drop, seed, step, used, m, Z, H, N, F, A, M, steep):  # type: ignore[no-untyped-def]
    """Fill the blocks from A[0]. O(weights m)."""
    at, more, last = 0, _plain(sizes), len(kinds) - 1
    seen = 0
    for layer in range(last + 1):
        n_in, n_out = sizes[layer], sizes[layer + 1]
        summed(theta, at, n_in, n_out, A[layer], Z[layer], m)
        at += (n_in + 1) * n_out
        if drop > 0 and layer < last:
            mask(seed, step, layer, drop, M[layer], n_out, m)
        for o in range(n_out):
            z, n, f, a = Z[layer, o], N[layer, o], F[layer, o], A[layer + 1, o]
            if normed and layer < last:
                scale, shift = theta[more + o], theta[more + n_out + o]
                steep[layer, o] = norm(scale, shift, running, seen + o, z, H[layer, o], n, used, m)
            else:
                for s in range(m):
                    n[s] = z[s]
            for s in range(0, m, LANES):
                activate(kinds[layer], n[s : s + LANES], f[s : s + LANES])
            for s in range(m):
                a[s] = f[s] * M[layer, o, s] if drop > 0 and layer < last else f[s]
        if normed and layer < last:
            more, seen = more + 2 * n_out, seen + n_out


@njit(cache=True, nogil=True)
def backward(theta, grad, sizes, kinds, normed, drop, used, m, H, N, F, A, M, D, steep):  # type: ignore[no-untyped-def]
    """Add to `grad` the slopes of all, from those in the outputs, D[-1]. O(weights m)."""
    at, more, last = _plain(sizes), len(theta), len(kinds) - 1
    for layer in range(last, -1, -1):
        n_in, n_out = sizes[layer], sizes[layer + 1]
        at -= (n_in + 1) * n_out
        if normed and layer < last:
            more -= 2 * n_out
        for o in range(n_out):
            d, n, f = D[layer, o], N[layer, o], F[layer, o]
            if drop > 0 and layer < last:
                for s in range(m):
                    d[s] *= M[layer, o, s]
            for s in range(0, m, LANES):
                through(kinds[layer], n[s : s + LANES], f[s : s + LANES], d[s : s + LANES])
            if normed and layer < last:
                by_scale, by_shift = through_norm(theta[more + o], steep[layer, o], H[layer, o], d, used, m)
                grad[more + o] += by_scale
                grad[more + n_out + o] += by_shift
        gathered(grad, at, n_in, n_out, A[layer], D[layer], m)
        if normed and layer < last:
            for o in range(n_out):
                grad[at + n_in * n_out + o] = 0  # a bias before a normalization changes nothing: what is left is rounding
        if layer > 0:
            for i in range(n_in):
                e = D[layer - 1, i]
                for s in range(m):
                    e[s] = 0
                for o in range(n_out):
                    w, d = theta[at + o * n_in + i], D[layer, o]
                    for s in range(m):
                        e[s] += w * d[s]


@njit(cache=True, nogil=True)
def pulled(loss, y, at, used, m, A, D, k, Y, out, pulls):  # type: ignore[no-untyped-def]
    """The slopes D (k, m) of the loss in the outputs A, LANES at a time; nothing in the lanes beyond those used."""
    for begin in range(0, m, LANES):
        for s in range(LANES):
            for i in range(len(y)):
                Y[i, s] = y[i, at + begin + s if begin + s < used else at]
            for o in range(k):
                out[o, s] = A[o, begin + s]
        pull(loss, out, Y, pulls[:k], min(LANES, used - begin))
        for o in range(k):
            for s in range(LANES):
                D[o, begin + s] = pulls[o, s]


@njit(cache=True, nogil=True)
def epochs(  # type: ignore[no-untyped-def]
    theta, first, second, dead, weight, steps, running, sizes, kinds, loss, X, y, batch, how, rate, penalty, cost, count, normed, drop, seed
):
    """As `training.epochs`, with dropout and normalization; a last batch of a single sample is passed over where it is to be normalized. O(count n p)."""
    wide, layers, n = sizes.max(), len(kinds), X.shape[1]
    room = -(-min(batch, n) // LANES) * LANES
    Z, H = np.zeros((layers, wide, room), theta.dtype), np.zeros((layers, wide, room), theta.dtype)
    N, F = np.zeros((layers, wide, room), theta.dtype), np.zeros((layers, wide, room), theta.dtype)
    M, D = np.zeros((layers, wide, room), theta.dtype), np.zeros((layers, wide, room), theta.dtype)
    A, Y = np.zeros((layers + 1, wide, room), theta.dtype), np.zeros((len(y), LANES), theta.dtype)
    steep, grad = np.zeros((layers, wide)), np.zeros_like(theta)
    out, pulls = np.zeros((wide, LANES), theta.dtype), np.zeros((wide, LANES), theta.dtype)
    for _ in range(count):
        for at in range(0, n, batch):
            used = min(n, at + batch) - at
            if normed and used < 2:
                continue
            steps += 1
            m = -(-used // LANES) * LANES
            for i in range(len(X)):
                for s in range(m):
                    A[0, i, s] = X[i, at + s if s < used else at]
            forward(theta, running, sizes, kinds, normed, drop, seed, steps, used, m, Z, H, N, F, A, M, steep)
            pulled(loss, y, at, used, m, A[layers], D[layers - 1], sizes[layers], Y, out, pulls)
            for p in range(len(grad)):
                grad[p] = 0
            backward(theta, grad, sizes, kinds, normed, drop, used, m, H, N, F, A, M, D, steep)
            for p in range(len(grad)):
                grad[p] /= used
            update(theta, grad, first, second, dead, weight, steps, how, rate, penalty, cost)
    return steps


@njit(cache=True, nogil=True)
def _plain(sizes):  # type: ignore[no-untyped-def]
    """How many weights and biases there are."""
    total = 0
    for layer in range(len(sizes) - 1):
        total += (sizes[layer] + 1) * sizes[layer + 1]
    return total
