"""The line, the curve and the bands that cost least."""

import numpy as np

from mllab.errors import DataError
from mllab.learning.losses import Loss

STEPS = 100
SETTLED = 1e-10


def best_line(x: np.ndarray, y: np.ndarray, loss: Loss) -> tuple[float, float]:
    """Slope and intercept of the line with the least mean loss over x (n,) and y (n,).

    Squared by its closed form (Legendre 1805), absolute and pinball exactly as a linear programme (Koenker & Bassett 1978), Huber by reweighted squares.
    O(n), and O(n log n) and more for a programme. Raises DataError for fewer than two different x, or another kind of loss.
    """
    if len(np.unique(x)) < 2 or len(x) != len(y):
        raise DataError(f"A line needs at least two different x and a y for each, got {len(np.unique(x))} and {len(y)} answers.")
    if loss.name == "squared":
        return _weighted(x, y, np.ones(len(x)))
    if loss.name in {"absolute", "pinball"}:
        return _programme(x, y, float(getattr(loss, "quantile", 0.5)))
    if loss.name != "Huber":
        raise DataError(f"A line is fitted by a loss of numbers, got {loss.name}.")
    a, b = _weighted(x, y, np.ones(len(x)))
    for _ in range(STEPS * 10):
        off = np.abs(a * x + b - y)
        before, (a, b) = (a, b), _weighted(x, y, np.minimum(1.0, float(getattr(loss, "delta", 1.0)) / np.maximum(off, 1e-300)))
        if abs(a - before[0]) + abs(b - before[1]) < SETTLED:
            break
    return a, b


def best_quantiles(x: np.ndarray, y: np.ndarray, quantiles: tuple[float, ...]) -> np.ndarray:
    """(q, 2) slope and intercept of the line of each quantile."""
    return np.array([_programme(np.asarray(x, float), np.asarray(y, float), one) for one in quantiles])


def best_logistic(x: np.ndarray, y: np.ndarray) -> tuple[float, float] | None:
    """Weight and offset of the logistic curve of classes y (n,), 0 or 1, with the least cross-entropy, by Newton's method; None where a cut separates the classes.

    Then the best curve is infinitely steep (Albert & Anderson 1984). O(n) a step.
    """
    x, y = np.asarray(x, float), np.asarray(y, float)
    low, high = x[y == 0], x[y == 1]
    if not len(low) or not len(high) or low.max() <= high.min() or high.max() <= low.min():
        return None
    middle, size = float(x.mean()), float(x.std()) or 1.0
    design = np.column_stack([(x - middle) / size, np.ones(len(x))])
    w = np.zeros(2)
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(design @ w, -500, 500)))
        step = np.linalg.lstsq((design * (p * (1 - p))[:, None]).T @ design, design.T @ (y - p), rcond=None)[0]
        w = w + step / max(1.0, float(np.abs(step).max()) / 3)
        if np.abs(step).max() < SETTLED:
            break
    return float(w[0] / size), float(w[1] - w[0] * middle / size)


def _weighted(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    share = weights / weights.sum()
    mx, my = float(share @ x), float(share @ y)
    slope = float(share @ ((x - mx) * (y - my)) / (share @ (x - mx) ** 2))
    return slope, my - slope * mx


def _programme(x: np.ndarray, y: np.ndarray, quantile: float) -> tuple[float, float]:
    """What is above and below the line as amounts of their own, and the least price of them."""
    from scipy.optimize import linprog
    from scipy.sparse import eye_array, hstack

    n = len(x)
    price = np.concatenate([[0.0, 0.0], np.full(n, quantile), np.full(n, 1 - quantile)])
    rows = hstack([np.column_stack([x, np.ones(n)]), eye_array(n), -eye_array(n)], format="csc")
    found = linprog(price, A_eq=rows, b_eq=y, bounds=[(None, None)] * 2 + [(0, None)] * (2 * n), method="highs")
    if found.x is None:
        raise DataError(f"No line was found for the quantile {quantile:g} of these {n} points: {found.message}")
    return float(found.x[0]), float(found.x[1])
