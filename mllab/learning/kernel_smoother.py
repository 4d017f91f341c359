"""A weighted mean of all points, the near ones counting most."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning._base import Fit, apart
from mllab.params import knob


@dataclass(frozen=True)
class KernelSmoother(Fit):
    """A mean weighted by a Gaussian of the distance: the wider it is, the smoother and the more biased.

    Fails at the ends, like every local mean, and where points are sparse. O(c r m n) for c widths of r training sets.
    """

    name: ClassVar[str] = "kernel smoother"
    source: ClassVar[str] = "Nadaraya 1964; Watson 1964"
    turned: ClassVar[str] = "width"
    richer: ClassVar[bool] = False
    log: ClassVar[bool] = True

    least: float = knob(0.01, 0.002, 0.1, log=True, unit="the range of x", help="The narrowest Gaussian that is tried.")

    def grid(self, n: int, columns: int = 1) -> tuple[float, ...]:
        return tuple(round(float(width), 5) for width in np.geomspace(self.least, 1.0, 16))

    def predict(self, x: np.ndarray, y: np.ndarray, at: np.ndarray, values: Sequence[float], seed: int = 0) -> np.ndarray:
        far = apart(x, at)
        far -= far.min(axis=2, keepdims=True)  # the nearest point has weight 1, so that no sum is 0
        if x.ndim == 3:
            far = far.astype(np.float32)  # a plane has many more places, and weights need no more than seven digits
        return np.stack([_mean(np.exp(far / (-2 * width**2)), y) for width in values])


def _mean(weights: np.ndarray, y: np.ndarray) -> np.ndarray:
    """(r, m) means of y (r, n) with weights (r or 1, m, n)."""
    if len(weights) == 1:
        return y @ weights[0].T / weights[0].sum(axis=1)
    found: np.ndarray = (weights @ y[:, :, None])[..., 0] / weights.sum(axis=2)
    return found
