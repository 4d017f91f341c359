"""Bootstraps of whole curves at once, where a closed form exists: k-nearest neighbors for every k, polynomials of every degree."""

from collections.abc import Sequence

import numpy as np

from mllab.learning._decompose import Decomposition, bootstraps, split_error
from mllab.learning._nested import nested
from mllab.learning.polynomial import basis

CHUNK = 20_000_000  # numbers held at a time


def bootstrap_nearest(
    X_train: np.ndarray, y_train: np.ndarray, X_test: np.ndarray, y_test: np.ndarray, k: Sequence[int], rounds: int = 200, seed: int = 123
) -> list[Decomposition]:
    """`decompose` of k-nearest-neighbor regression with squared error, for every k at once: X (n, d), y numbers.

    The training rows are sorted once by their distance from each test row; a bootstrap only says how often each of them counts. O(m n log n + r m n).
    """
    drawn = bootstraps(len(y_train), rounds, seed)
    counts = np.stack([np.bincount(rows, minlength=len(y_train)) for rows in drawn]).astype(np.float64)
    order = _order(np.asarray(X_train, float), np.asarray(X_test, float))
    ks = np.asarray(k, int)
    step = max(CHUNK // order.size, 1)
    parts = [_means(counts[at : at + step], order, np.asarray(y_train, float), ks) for at in range(0, rounds, step)]
    predictions = np.concatenate(parts, axis=1)
    return [split_error(one, y_test, "squared") for one in predictions]


def _order(train: np.ndarray, test: np.ndarray) -> np.ndarray:
    """(m, n) training rows by distance from each test row."""
    from scipy.spatial.distance import cdist

    return np.argsort(cdist(test, train, "sqeuclidean"), axis=1, kind="stable")


def _means(counts: np.ndarray, order: np.ndarray, y: np.ndarray, ks: np.ndarray) -> np.ndarray:
    """(c, r, m) means of the first k answers along `order` (m, n), row i counting `counts` (r, n) times."""
    width = order.shape[1]
    for tried in (4 * int(ks.max()), width):  # a bootstrap leaves out a third of the rows: mostly four times k are far enough
        near = order[:, : min(tried, width)]
        often = counts[:, near]  # (r, m, w)
        reached = np.cumsum(often, axis=2)
        if reached[..., -1].min() >= ks.max():
            break
    summed = np.cumsum(often * y[near], axis=2)
    found = np.empty((len(ks), *reached.shape[:2]))
    last = np.zeros(reached.shape[:2], np.int64)
    width = reached.shape[2]
    for at in np.argsort(ks):
        last = _advance(reached, last, ks[at], width)
        extra = np.take_along_axis(reached, last[..., None], axis=2)[..., 0] - ks[at]  # times that the last row counts too often
        total = np.take_along_axis(summed, last[..., None], axis=2)[..., 0]
        found[at] = (total - extra * y[near[np.arange(len(near)), last]]) / ks[at]
    return found


def _advance(reached: np.ndarray, last: np.ndarray, k: int, width: int) -> np.ndarray:
    """The first position from `last` on where at least k rows are reached."""
    while (short := np.take_along_axis(reached, last[..., None], axis=2)[..., 0] < k).any():
        last = np.minimum(last + short, width - 1)
    return last


def bootstrap_polynomials(
    x_train: np.ndarray,
    y_train: np.ndarray,
    x_test: np.ndarray,
    y_test: np.ndarray,
    degrees: Sequence[int],
    rounds: int = 200,
    seed: int = 123,
) -> list[Decomposition]:
    """`decompose` of least-squares polynomials of one column with squared error, for every degree at once: x (n,).

    A bootstrap with fewer different places than the greatest degree has no single least-squares fit, and what comes out there is one of many. O(r n p²).
    """
    low, high = float(np.min(x_train)), float(np.max(x_train))
    unit = [(np.asarray(x, float) - low) / (high - low or 1.0) for x in (x_train, x_test)]
    drawn = bootstraps(len(y_train), rounds, seed)
    most = max(degrees)
    found = nested(basis(unit[0], most)[drawn], np.asarray(y_train, float)[drawn], basis(unit[1], most))
    return [split_error(found[degree], y_test, "squared") for degree in degrees]
