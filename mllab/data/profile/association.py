"""How strongly two columns go together, by the measure that fits their kinds. Pure functions of arrays.

Missing: NaN in numbers, -1 in codes; each pair uses the rows where both are there.
"""

from dataclasses import dataclass

import numpy as np

NONE = float("nan")


@dataclass(frozen=True)
class Found:
    """A measure, what is left of it beyond chance, and the rows it rests on."""

    value: float
    strength: float
    rows: int


def pearson(x: np.ndarray, y: np.ndarray) -> Found:
    """The straight-line correlation of two numbers, -1 to 1 (Pearson 1895). O(n).

    x, y: (n,) float. Blind to curved relations; one far outlier can make or break it.
    Strength is the square root of the adjusted r squared (Ezekiel 1930).
    """
    both = ~(np.isnan(x) | np.isnan(y))
    return _correlated(x[both], y[both])


def spearman(x: np.ndarray, y: np.ndarray) -> Found:
    """The correlation of ranks, ties shared: any rising or falling relation, -1 to 1 (Spearman 1904). O(n log n)."""
    return spearman_of(order(x), order(y))


def spearman_of(x: np.ndarray, y: np.ndarray) -> Found:
    """The same from what `order` gives, so that a column in many pairs is sorted once. O(n)."""
    both = (x >= 0) & (y >= 0)
    return _correlated(shared(x[both]), shared(y[both]))


def order(x: np.ndarray) -> np.ndarray:
    """The place of each value among the different values, -1 for NaN. O(n log n)."""
    there = ~np.isnan(x)
    placed = np.full(len(x), -1)
    placed[there] = np.unique(x[there], return_inverse=True)[1]
    return placed


def ranks(x: np.ndarray) -> np.ndarray:
    """Ranks from 1, equal values sharing their mean rank. x: (n,) without NaN."""
    return shared(order(x))


def shared(place: np.ndarray) -> np.ndarray:
    """The mean rank of equal values, from their places. O(n)."""
    count = np.bincount(place) if len(place) else np.zeros(0, int)
    return (np.cumsum(count) - (count - 1) / 2)[place]


def _correlated(x: np.ndarray, y: np.ndarray) -> Found:
    return correlated(centred(x), centred(y), len(x))


def correlated(dx: np.ndarray | None, dy: np.ndarray | None, n: int) -> Found:
    """The correlation of two columns of n rows without gaps from what `centred` gives, so that each is centred once. O(n)."""
    if n < 3 or dx is None or dy is None:
        return Found(NONE, 0.0, n)
    r = float(np.clip((dx * dy).sum(), -1, 1))  # not by BLAS: its threads cost more than they save here
    return Found(r, _beyond_chance(r * r, n, 2), n)


def centred(x: np.ndarray) -> np.ndarray | None:
    """x less its mean, at length 1; None when it does not vary beyond rounding."""
    if not len(x):
        return None
    scale = np.abs(x).max()
    if scale == 0 or x.min() == x.max():
        return None
    d = x / scale
    d = d - d.mean()
    length = np.sqrt((d * d).sum())
    return d / length if length > 1e-13 * np.sqrt(len(x)) else None


def cramers_v(a: np.ndarray, b: np.ndarray) -> Found:
    """Association of two categories, 0 to 1: Cramér's V (1946), corrected for its upward bias (Bergsma 2013). O(n + ka kb).

    a, b: (n,) int codes from 0, -1 missing. Without the correction many categories on few rows look related by chance alone.
    """
    both = (a >= 0) & (b >= 0)
    table = contingency(a[both], b[both])
    n, rows, columns = int(table.sum()), *table.shape
    if n < 2 or min(rows, columns) < 2:
        return Found(NONE, 0.0, n)
    expected = np.outer(table.sum(1), table.sum(0)) / n
    phi2 = float(((table - expected) ** 2 / expected).sum()) / n
    corrected = max(0.0, phi2 - (rows - 1) * (columns - 1) / (n - 1))
    least = min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)) - 1
    v = float(np.sqrt(min(1.0, corrected / least))) if least > 0 else 0.0
    return Found(v, v, n)


def contingency(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """How often each code of a meets each code of b: (ka, kb), without empty rows and columns."""
    a, b = _dense(a), _dense(b)
    ka, kb = (int(codes.max()) + 1 if codes.size else 0 for codes in (a, b))
    return np.bincount(a * kb + b, minlength=ka * kb).reshape(ka, kb) if ka else np.zeros((0, 0), int)


def _dense(codes: np.ndarray) -> np.ndarray:
    """Codes without the numbers that do not occur, in their order. O(n + k)."""
    used = np.bincount(codes) > 0 if len(codes) else np.zeros(0, bool)
    return (np.cumsum(used) - 1)[codes]


def correlation_ratio(groups: np.ndarray, x: np.ndarray) -> Found:
    """How much of a number's variance its group explains, as a root, 0 to 1: eta (Pearson 1911, Fisher 1925). O(n).

    groups: (n,) int codes, -1 missing; x: (n,) float. Eta rises with the number of groups by chance alone;
    strength is the root of epsilon squared (Kelley 1935), which does not.
    """
    both = (groups >= 0) & ~np.isnan(x)
    return explained(groups[both], centred(x[both]) if both.sum() > 2 else None)


def explained(groups: np.ndarray, d: np.ndarray | None) -> Found:
    """The same without gaps, d from `centred`. O(n)."""
    g = _dense(groups)
    n, k = len(g), int(g.max()) + 1 if len(g) else 0
    if d is None or k < 2 or k >= n:
        return Found(NONE, 0.0, n)
    sums, counts = np.bincount(g, d), np.bincount(g)
    eta2 = float(np.clip((sums**2 / counts).sum(), 0, 1))
    return Found(eta2**0.5, _beyond_chance(eta2, n, k), n)


def _beyond_chance(explained: float, n: int, freedom: int) -> float:
    """The root of an explained share of variance after taking off what `freedom` fitted means explain by chance."""
    if n <= freedom:
        return 0.0
    return max(0.0, 1 - (1 - explained) * (n - 1) / (n - freedom)) ** 0.5


def lower_end(strength: float, rows: int) -> float:
    """The lower end of the 95 % interval of a correlation of this strength (Fisher 1921, z transform), 0 at the least.

    Exact in theory for Pearson on normal data only; used as one yardstick for all measures, so that few rows count for less.
    """
    if rows <= 3:
        return 0.0
    return float(np.tanh(max(0.0, np.arctanh(min(strength, 1 - 1e-12)) - 1.96 / (rows - 3) ** 0.5)))
