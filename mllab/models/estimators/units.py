"""Columns in units that suit a learner by steps: none much larger than another."""

import numpy as np


def units(X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(d,) middle and (d,) scale of the columns of X (n, d): mean and standard deviation, or for two values the lower and their distance. O(n d)."""
    low, high = X.min(axis=0), X.max(axis=0)
    two = ((low == X) | (high == X)).all(axis=0)
    mean, deviation = X.mean(axis=0, dtype=np.float64), X.std(axis=0, dtype=np.float64)
    middle, scale = np.where(two, low, mean), np.where(two, high.astype(np.float64) - low, deviation)
    return middle.astype(X.dtype), np.where(scale > 0, scale, 1).astype(X.dtype)
