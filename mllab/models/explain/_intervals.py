"""How sure a share or a mean of some rows is."""

import numpy as np

Z = 1.959963984540054  # of 95 %


def wilson(hits: np.ndarray, of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The 95 % interval of shares `hits` of `of` (Wilson 1927), NaN where there are no rows. It is honest for few rows and near 0 and 1. O(n)."""
    n = np.asarray(of, np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.asarray(hits, np.float64) / n
        middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
        reach = Z / (1 + Z**2 / n) * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    low, high = np.where(hits == 0, 0.0, middle - reach), np.where(hits == n, 1.0, middle + reach)  # exact, but for rounding
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)


def around(mean: np.ndarray, variance: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Student's 95 % interval of means of n values with these variances (n - 1 in the denominator); NaN below two values. O(n)."""
    from scipy.stats import t

    n = np.asarray(n, np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        reach = t.ppf(0.975, np.maximum(n - 1, 1)) * np.sqrt(variance / n)
    reach = np.where(n > 1, reach, np.nan)
    return mean - reach, mean + reach


def discoveries(p: np.ndarray, share: float = 0.05) -> np.ndarray:
    """(m,) which of m tests stand when at most `share` of those that stand may be chance (Benjamini & Hochberg 1995). O(m log m)."""
    p = np.where(np.isnan(p), 1.0, p)
    order = np.argsort(p, kind="stable")
    passed = np.flatnonzero(p[order] <= share * np.arange(1, len(p) + 1) / max(1, len(p)))
    found = np.zeros(len(p), bool)
    found[order[: passed[-1] + 1 if len(passed) else 0]] = True
    return found
