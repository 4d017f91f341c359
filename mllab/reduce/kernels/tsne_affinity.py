"""How near each row is to its neighbors, as probabilities of the asked perplexity."""

import numpy as np
from numba import njit, prange

ROUNDS = 64  # of bisection; single precision needs fewer


@njit(cache=True, parallel=True)
def conditional(squares, perplexity, probabilities):  # type: ignore[no-untyped-def]
    """probabilities[i, j] proportional to exp(-b_i squares[i, j]), b_i such that the entropy of row i is log(perplexity).

    squares (n, k) float32, probabilities (n, k) float32 is filled. A row whose neighbors all tie gets them alike. O(n k).
    """
    n, k = squares.shape
    asked = np.log(perplexity)
    for i in prange(n):
        least = np.float64(squares[i].min())
        spread = np.float64(squares[i].mean()) - least
        low, high = 0.0, np.inf
        beta = 1.0 / spread if spread > 0 else 1.0
        weights = np.empty(k)
        for _ in range(ROUNDS):
            total, weighted = 0.0, 0.0
            for j in range(k):
                far = squares[i, j] - least
                weights[j] = np.exp(-beta * far)
                total += weights[j]
                weighted += weights[j] * far
            entropy = np.log(total) + beta * weighted / total
            if abs(entropy - asked) < 1e-6 or spread <= 0:
                break
            if entropy > asked:
                low = beta
                beta = beta * 2 if high == np.inf else (low + high) / 2
            else:
                high = beta
                beta = (low + high) / 2
        for j in range(k):
            probabilities[i, j] = weights[j] / total
