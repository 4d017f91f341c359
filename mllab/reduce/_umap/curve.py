"""The curve that turns a distance in the picture into a membership."""

from functools import lru_cache

import numpy as np


@lru_cache(maxsize=256)
def curve(min_dist: float, spread: float) -> tuple[float, float]:
    """a and b of 1 / (1 + a x^(2b)), fitted to 1 up to `min_dist` and exp(-(x - min_dist) / spread) beyond. O(1), kept.

    Fitted in units of the spread, where the search finds its way for every spread, and turned back.
    """
    from scipy.optimize import curve_fit

    x, flat = np.linspace(0, 3, 300), min_dist / spread
    wanted = np.where(x < flat, 1.0, np.exp(flat - x))
    (a, b), _ = curve_fit(lambda x, a, b: 1 / (1 + a * x ** (2 * b)), x, wanted)
    return float(a / spread ** (2 * b)), float(b)
