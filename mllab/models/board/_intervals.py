"""How sure a cross-validated figure is, and whether two of them differ.

Folds share training rows, so their scores are not independent and the plain t-interval is far too narrow. Nadeau & Bengio (2003) correct
the variance of the mean of J scores by the share of rows that judge: s² (1/J + judging/training) instead of s²/J.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Interval:
    """A mean with its 95 % interval, and the two-sided p-value of its being 0. NaN where a single score tells no spread."""

    mean: float
    low: float
    high: float
    p: float


def interval(scores: np.ndarray, judging: float, training: float) -> Interval:
    """The corrected interval of the mean of (J,) fold scores, each from `training` rows and judged on `judging`. NaN scores are left out."""
    from scipy.stats import t

    known = scores[np.isfinite(scores)]
    if len(known) < 2:
        return Interval(float(known.mean()) if len(known) else float("nan"), float("nan"), float("nan"), float("nan"))
    mean, spread = float(known.mean()), float(known.var(ddof=1))
    error = np.sqrt(spread * (1 / len(known) + judging / training))
    if error == 0:
        return Interval(mean, mean, mean, float(mean == 0))
    reach = error * t.ppf(0.975, len(known) - 1)
    return Interval(mean, mean - reach, mean + reach, float(2 * t.sf(abs(mean) / error, len(known) - 1)))


def difference(a: np.ndarray, b: np.ndarray, judging: float, training: float) -> Interval:
    """The corrected resampled t-test of a - b, fold by fold."""
    return interval(np.asarray(a, float) - np.asarray(b, float), judging, training)
