"""GloVe's pass over counts: weighted least squares of log counts, each step scaled by the steps before it (AdaGrad)."""

import numpy as np
from numba import njit

f4 = np.float32


@njit(cache=True, fastmath=True)
def descend(rows, columns, logs, weights, order, vectors, biases, squares, bias_squares, rate):  # type: ignore[no-untyped-def]
    """A step for each of the counts that `order` lists. `vectors` (2, n, d) and `biases` (2, n) of words and of contexts are moved.

    The loss of a count is f (w.c + b + b' - log x)^2 / 2 with its weight f; `squares` and `bias_squares` are the sums of squared gradients so
    far. Returns the sum of the losses before the steps. O(counts d).
    """
    d = vectors.shape[2]
    loss = 0.0
    for e in order:
        i, j = rows[e], columns[e]
        miss = biases[0, i] + biases[1, j] - logs[e]
        for k in range(d):
            miss += vectors[0, i, k] * vectors[1, j, k]
        g = weights[e] * miss
        loss += 0.5 * g * miss
        for k in range(d):
            w, c = vectors[0, i, k], vectors[1, j, k]
            to_w, to_c = g * c, g * w
            vectors[0, i, k] = w - f4(rate) * to_w / np.sqrt(squares[0, i, k])
            vectors[1, j, k] = c - f4(rate) * to_c / np.sqrt(squares[1, j, k])
            squares[0, i, k] += to_w * to_w
            squares[1, j, k] += to_c * to_c
        biases[0, i] -= f4(rate) * g / np.sqrt(bias_squares[0, i])
        biases[1, j] -= f4(rate) * g / np.sqrt(bias_squares[1, j])
        bias_squares[0, i] += g * g
        bias_squares[1, j] += g * g
    return loss
