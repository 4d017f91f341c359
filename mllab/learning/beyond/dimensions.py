"""The curse of dimensionality: in many dimensions nothing is near, everything is at the edge, and all rows are about as far away."""

import math

import numpy as np

from mllab.errors import ParamError

ASKED = 30


def distances(dimensions: np.ndarray, n: int = 500, seed: int = 0, gaussian: bool = False) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(c,) mean distances from a random place to the nearest, the mean and the farthest of n random rows, for each of c numbers of dimensions.

    Rows lie evenly in the unit cube, or as a Gaussian of the same variance in each column. The ratio of farthest to nearest goes to 1
    (Beyer, Goldstein, Ramakrishnan & Shaft 1999). Raises ParamError for fewer than 2 rows. O(n d).
    """
    if n < 2:
        raise ParamError(f"distances needs at least 2 rows, got {n}.")
    rng = np.random.default_rng(seed)
    found = []
    for d in np.asarray(dimensions, int):
        draw = rng.normal(0.5, 12**-0.5, (n + ASKED, d)) if gaussian else rng.random((n + ASKED, d))
        rows, asked = draw[:n], draw[n:]
        far = np.sqrt(np.maximum((rows**2).sum(1) + (asked**2).sum(1)[:, None] - 2 * asked @ rows.T, 0))
        found.append((far.min(axis=1).mean(), far.mean(), far.max(axis=1).mean()))
    nearest, mean, farthest = np.array(found).T
    return nearest, mean, farthest


def shell(dimensions: np.ndarray, thickness: float) -> np.ndarray:
    """(c,) the share of a ball's volume that lies within `thickness` of its radius from its surface: 1 - (1 - thickness)^d."""
    return np.asarray(1 - (1 - thickness) ** np.asarray(dimensions, float))


def ball_in_cube(dimensions: np.ndarray) -> np.ndarray:
    """(c,) the share of a cube that the largest ball in it fills: (pi / 4)^(d / 2) / Gamma(d / 2 + 1)."""
    return np.array([math.exp(d / 2 * math.log(math.pi / 4) - math.lgamma(d / 2 + 1)) for d in np.asarray(dimensions, float)])


def edge(dimensions: np.ndarray, share: float) -> np.ndarray:
    """(c,) how wide a cube must be, in widths of the whole, to hold this share of evenly spread rows (Hastie, Tibshirani & Friedman 2009, section 2.5)."""
    return np.asarray(share ** (1 / np.asarray(dimensions, float)))


def nearest_to_center(dimensions: np.ndarray, n: int) -> np.ndarray:
    """(c,) the median distance from the center of a unit ball to the nearest of n evenly spread rows (Hastie, Tibshirani & Friedman 2009, equation 2.24)."""
    return np.asarray((1 - 0.5 ** (1 / n)) ** (1 / np.asarray(dimensions, float)))
