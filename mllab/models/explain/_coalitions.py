"""Shapley values of any model, by asking it about rows of which only some columns are known."""

from collections.abc import Callable, Sequence
from math import factorial

import numpy as np

EXACT = 10  # columns up to which every coalition is tried
ORDERS = 24  # random orders of the columns above that, each also backwards


def coalitions(
    answers: Callable[[np.ndarray], np.ndarray], X: np.ndarray, background: np.ndarray, sources: Sequence[str], seed: int = 0
) -> tuple[np.ndarray, float]:
    """(n, c) Shapley values of rows X (n, d) and the mean answer over `background` (b, d). The players are columns, so a category counts once, not once per value.

    Unknown columns are taken from each row of the background. Exact for up to 10 columns, above that the mean over random orders and their reverses
    (Štrumbelj & Kononenko 2014); both add up to the answer. O(2^c b) or O(48 c b) predictions per row.
    """
    columns = list(dict.fromkeys(sources))
    member = np.array([[name == column for name in sources] for column in columns])  # (c, d)
    method = _every if len(columns) <= EXACT else _ordered
    found = np.empty((len(X), len(columns)))
    for row, x in enumerate(X):

        def value(known: np.ndarray, x: np.ndarray = x) -> np.ndarray:
            """(m,) mean answer with the columns of (m, c) known."""
            Z = np.where((known @ member)[:, None, :], x, background).reshape(-1, len(x))
            return np.asarray(answers(Z), np.float64).reshape(len(known), len(background)).mean(axis=1)

        found[row] = method(value, len(columns), np.random.default_rng(seed))
    return found, float(np.mean(answers(background)))


def _every(value: Callable[[np.ndarray], np.ndarray], c: int, rng: np.random.Generator) -> np.ndarray:
    """(c,) by Shapley's formula over all coalitions."""
    number = np.arange(2**c)
    known = (number[:, None] >> np.arange(c)) & 1 == 1
    told, sizes = value(known), known.sum(axis=1)
    share = np.array([factorial(s) * factorial(c - s - 1) / factorial(c) for s in range(c)])
    found = np.empty(c)
    for i in range(c):
        without = number[~known[:, i]]
        found[i] = share[sizes[without]] @ (told[without | (1 << i)] - told[without])
    return found


def _ordered(value: Callable[[np.ndarray], np.ndarray], c: int, rng: np.random.Generator) -> np.ndarray:
    """(c,) mean over orders in which the columns become known, each order and its reverse."""
    found = np.zeros(c)
    for _ in range(ORDERS):
        forward = rng.permutation(c)
        for order in (forward, forward[::-1]):
            rank = np.empty(c, np.int64)
            rank[order] = np.arange(c)
            told = value(rank[None, :] < np.arange(c + 1)[:, None])
            found[order] += np.diff(told)
    return found / (2 * ORDERS)
