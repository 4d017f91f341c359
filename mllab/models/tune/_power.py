"""A power law through a learning curve, and what it says of rows that are not there yet.

Error falls as a + b n^-c: `a` is what no number of rows takes away, c how fast the rest goes. Source: Cortes, Jackel, Solla, Vapnik & Denker 1994;
how well such laws extrapolate: Viering & Loog 2021.
"""

from dataclasses import dataclass, field

import numpy as np

from mllab.errors import DataError
from mllab.models.metrics import METRICS

DRAWS = 200
LEAST = 4  # sizes, for three parameters
STEEPEST = 3.0
SHARE = 0.9  # of the draws lie in the band


@dataclass(frozen=True, eq=False)
class Law:
    """The figure at n rows is a + b n^-c. Draws of (a, b, c) tell how sure that is.

    draws  (r, 3)
    bounds the least and the most that the figure can be
    """

    a: float
    b: float
    c: float
    draws: np.ndarray = field(repr=False)
    bounds: tuple[float, float] = (-np.inf, np.inf)

    def at(self, n: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The figure at (m,) numbers of rows, and the low and high end of its 90 % band."""
        n = np.asarray(n, float)
        spread = np.clip(_law(self.draws, n), *self.bounds)
        low, high = np.quantile(spread, [(1 - SHARE) / 2, (1 + SHARE) / 2], axis=0)
        middle = np.clip(_law(np.array([[self.a, self.b, self.c]]), n)[0], *self.bounds)
        return middle, np.minimum(low, middle), np.maximum(high, middle)

    def gain(self, n: float, more: float) -> tuple[float, float, float]:
        """How much the figure changes from n to `more` rows, and the low and high end of its 90 % band."""
        both = np.clip(_law(self.draws, np.array([n, more], float)), *self.bounds)
        changes = both[:, 1] - both[:, 0]
        middle, _, _ = self.at(np.array([n, more]))
        low, high = np.quantile(changes, [(1 - SHARE) / 2, (1 + SHARE) / 2])
        return float(middle[1] - middle[0]), float(low), float(high)


def power_law(rows: np.ndarray, values: np.ndarray, metric: str, overlap: float = 0.25, seed: int = 0) -> Law:
    """The law through (s, j) figures at (s,) numbers of rows. `overlap` is the number of rows that judge over those that are learned from.

    Its draws come from curves that differ from the mean curve as the folds do, with the variance corrected for folds that share rows (Nadeau & Bengio
    2003) and Student's t for their small number, so that what is uncertain in one size goes with its neighbors. O(draws · sizes).
    Sizes with a failed fold are left out. Raises DataError when fewer than four are left.
    """
    whole = np.isfinite(values).all(axis=1)
    rows, values = np.asarray(rows, float)[whole], values[whole]
    if len(rows) < LEAST:
        raise DataError(f"A power law needs figures at {LEAST} numbers of rows or more, got {len(rows)}. Use more rows.")
    sign, bounds = METRICS[metric].sign(), _bounds(metric)
    errors, floor = -sign * values, sorted(-sign * bound for bound in bounds)[0]
    weights = _weights(errors)
    mean = errors.mean(axis=1)
    middle = _fit(rows, mean, weights, floor)
    curves = _likely(errors, mean - _law(middle[None], rows)[0], overlap, np.random.default_rng([seed, len(rows)]))
    draws = np.array([_fit(rows, curve, weights, floor, middle) for curve in curves])
    turn = np.array([-sign, -sign, 1.0])
    a, b, c = middle * turn
    return Law(float(a), float(b), float(c), draws * turn, bounds)


def _bounds(metric: str) -> tuple[float, float]:
    found = METRICS[metric]
    if found.better == "lower":
        return (0.0, np.inf)
    return (-np.inf, 1.0)


def _weights(errors: np.ndarray) -> np.ndarray:
    """(s,) one over the spread of the folds, smoothed: that of few folds is itself a guess."""
    if errors.shape[1] < 2:
        return np.ones(len(errors))
    spread = errors.std(axis=1, ddof=1)
    smooth = (spread + np.median(spread)) / 2
    return 1 / smooth if (smooth > 0).all() else np.ones(len(errors))


def _likely(errors: np.ndarray, missed: np.ndarray, overlap: float, rng: np.random.Generator) -> np.ndarray:
    """(r, s) curves that could have been the mean: moved as the folds are, and as the law misses the points."""
    folds = errors.shape[1]
    mean = errors.mean(axis=1)
    free = max(len(mean) - 3, 1)
    rest = np.sqrt((missed**2).sum() / free) * rng.standard_normal((DRAWS, len(mean)))
    if folds < 2:
        return mean + rest
    moves = rng.standard_normal((DRAWS, folds)) @ (errors - mean[:, None]).T / np.sqrt(folds - 1)
    heavy = np.sqrt((folds - 1) / rng.chisquare(folds - 1, (DRAWS, 1)))
    return mean + moves * heavy * np.sqrt(1 / folds + overlap) + rest


def _fit(rows: np.ndarray, errors: np.ndarray, weights: np.ndarray, floor: float, start: np.ndarray | None = None) -> np.ndarray:
    """a, b, c of the least squares, with b and c not negative and a no less than `floor`.

    For a given c the rest is linear, so that c alone is searched: on a grid, then between its neighbors.
    """
    from scipy.optimize import minimize_scalar

    def missed(c: float) -> float:
        return _linear(rows, errors, weights, floor, c)[1]

    grid = np.linspace(0.02, STEEPEST, 40) if start is None else np.clip(start[2] * np.geomspace(0.25, 4, 13), 0.02, STEEPEST)
    at = int(np.argmin([missed(c) for c in grid]))
    ends = (grid[max(at - 1, 0)], grid[min(at + 1, len(grid) - 1)])
    c = float(minimize_scalar(missed, bounds=ends, method="bounded", options={"xatol": 1e-7}).x) if ends[1] > ends[0] else float(grid[at])
    return np.array([*_linear(rows, errors, weights, floor, c)[0], c])


def _linear(rows: np.ndarray, errors: np.ndarray, weights: np.ndarray, floor: float, c: float) -> tuple[tuple[float, float], float]:
    """The best a and b for this c, and their weighted squared error."""
    w, x = weights**2, (rows / rows[-1]) ** -c
    mx, my = np.average(x, weights=w), np.average(errors, weights=w)
    spread = (w * (x - mx) ** 2).sum()
    b = max(float((w * (x - mx) * (errors - my)).sum() / spread), 0.0) if spread > 0 else 0.0
    a = float(my - b * mx)
    if a < floor:
        a = floor
        b = max(float((w * x * (errors - a)).sum() / (w * x**2).sum()), 0.0)
    squared = float((w * (errors - a - b * x) ** 2).sum())
    return (a, b * float(rows[-1]) ** c), squared


def _law(parameters: np.ndarray, n: np.ndarray) -> np.ndarray:
    """(r, m) of (r, 3) parameters at (m,) numbers of rows."""
    a, b, c = parameters.T[:, :, None]
    return np.asarray(a + b * n[None] ** -c)


def more_rows_in_words(law: Law, n: int, metric: str, error: float, times: int = 2) -> str:
    """Whether more rows would help: what `times` as many would bring, beside the standard error of the figure as it is."""
    change, low, high = law.gain(n, times * n)
    sign = METRICS[metric].sign()
    least, most = sorted((sign * low, sign * high))
    then, _, _ = law.at(np.array([times * n]))
    digits = max(0, 1 - int(np.floor(np.log10(max(error, abs(change), 1e-9)))))
    moves = f"{change:+.{digits}f}; 90 % band {low:+.{digits}f} to {high:+.{digits}f}"
    told = f"with {times * n:,} rows instead of {n:,}, {metric} would go to about {then[0]:.3g} ({moves})"
    if most < error / 2:
        return f"**More rows would hardly help:** {told}."
    if least > error / 2:
        return f"**More rows would help:** {told}."
    return f"**More rows might help:** {told}."
