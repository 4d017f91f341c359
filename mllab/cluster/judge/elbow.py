"""The elbow: the point of a curve that lies farthest from the line between its ends."""

import numpy as np


def knee(values: np.ndarray) -> int:
    """The position of the knee of a curve over equal steps (Kneedle: Satopää, Albrecht, Irwin & Raghavan 2011), rising or falling.

    Both axes are scaled to 0..1; the knee is where the curve is farthest from the diagonal. Position 0 for a flat or straight curve.
    """
    values = np.asarray(values, dtype=np.float64)
    span = np.ptp(values)
    if len(values) < 3 or span == 0:
        return 0
    along = np.linspace(0, 1, len(values))
    line = values[0] + along * (values[-1] - values[0])
    away = np.abs(values - line) / span
    return int(away.argmax()) if away.max() > 1e-9 else 0


def dispersion(X: np.ndarray, labels: np.ndarray) -> float:
    """The sum of squared distances of the rows of X (n, d) to the mean of their group: k-means' inertia. O(n d)."""
    groups, codes = np.unique(labels, return_inverse=True)
    X = X.astype(np.float64)
    sums = np.zeros((len(groups), X.shape[1]))
    np.add.at(sums, codes, X)
    means = sums / np.bincount(codes)[:, None]
    return float(((X - means[codes]) ** 2).sum())
