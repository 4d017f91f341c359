"""Distances in the picture against distances in the data (Shepard 1962)."""

from dataclasses import dataclass, field

import numpy as np

PAIRS = 100_000
BINS = 40


@dataclass(frozen=True, eq=False)
class Shepard:
    """`pearson` and `spearman` correlation of both distances over `pairs` pairs of rows; NaN where all distances are equal.

    stress     Kruskal's stress-1 (1964) of the picture against the rising line: 0 when the order of distances is kept, above 0.2 poor
    original   (b + 1,) edges of the bins of distances in the data; `drawn` (b + 1,) those of distances in the picture
    counts     (b, b) pairs per bin, first index: distance in the data
    line       (b,) the rising line (monotone regression) in the middle of each bin of `original`; NaN outside the distances there are
    """

    pairs: int
    pearson: float
    spearman: float
    stress: float
    original: np.ndarray = field(repr=False)
    drawn: np.ndarray = field(repr=False)
    counts: np.ndarray = field(repr=False)
    line: np.ndarray = field(repr=False)


def shepard(X: np.ndarray, positions: np.ndarray, seed: int = 0, pairs: int = PAIRS) -> Shepard:
    """Compare the distances of X (n, d) and positions (n, m) over a seeded sample of `pairs` pairs, or all when there are no more. O(pairs d)."""
    from scipy.stats import rankdata

    i, j = drawn(len(X), pairs, seed)
    x, y = lengths(X, i, j), lengths(positions, i, j)
    counts, original, pictured = np.histogram2d(x, y, BINS, [[0, float(x.max()) or 1.0], [0, float(y.max()) or 1.0]])
    line, stress = rising(x, y, (original[:-1] + original[1:]) / 2)
    return Shepard(
        len(i), correlation(x, y), correlation(rankdata(x), rankdata(y)), stress, original, pictured, counts.astype(np.int64), line
    )


def drawn(n: int, pairs: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Pairs i != j of n rows: every one once, or `pairs` of them drawn independently."""
    if n * (n - 1) // 2 <= pairs:
        i, j = np.triu_indices(n, 1)
        return i, j
    rng = np.random.default_rng(seed)
    i = rng.integers(0, n, pairs)
    return i, (i + rng.integers(1, n, pairs)) % n


def lengths(points: np.ndarray, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """Euclidean distances (p,) float64 of points[i] and points[j], some thousand at a time."""
    found = np.empty(len(i))
    for start in range(0, len(i), 8192):
        part = slice(start, start + 8192)
        step = points[i[part]].astype(np.float64) - points[j[part]]
        found[part] = np.sqrt(np.einsum("ij,ij->i", step, step))
    return found


def correlation(x: np.ndarray, y: np.ndarray) -> float:
    """Pearson's correlation; NaN when one of them does not vary."""
    x, y = x - x.mean(), y - y.mean()
    size = float(np.sqrt((x @ x) * (y @ y)))
    return float(np.clip(x @ y / size, -1, 1)) if size > 0 else float("nan")


def rising(x: np.ndarray, y: np.ndarray, at: np.ndarray) -> tuple[np.ndarray, float]:
    """Least-squares monotone regression of y on x, read at `at`, and Kruskal's stress-1 of y against it."""
    from sklearn.isotonic import IsotonicRegression

    fit = IsotonicRegression(out_of_bounds="nan").fit(x, y)
    left, size = y - fit.predict(x), float(y @ y)
    return fit.predict(at), float(np.sqrt(left @ left / size)) if size > 0 else 0.0
