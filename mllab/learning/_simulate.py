"""Many training sets from one known truth, a fit to each, and what their error is made of."""

from dataclasses import dataclass, field

import numpy as np

from mllab.errors import ParamError
from mllab.learning._base import Fit
from mllab.learning.truths import Truth

PLACES, SIDE = 101, 25  # on a line, and on each side of the plane


@dataclass(frozen=True, eq=False)
class Simulated:
    """The fits of r training sets at m places for c values of what is turned.

    values        (c,) of what is turned
    at            (m,) places, evenly over [0, 1], or (m, 2) over the unit square; `truth` (m,) there
    predictions   (c, r, m)
    x, y          (r, n) the training sets, x (r, n, 2) in the plane; x (1, n) or (1, n, 2) where all have the same places
    bias_squared  (c, m), `variance` (c, m); `noise` the standard deviation of the answers around the truth
    error         (c,) mean squared error on fresh answers, measured and not added up
    """

    values: np.ndarray
    at: np.ndarray
    truth: np.ndarray
    predictions: np.ndarray = field(repr=False)
    x: np.ndarray = field(repr=False)
    y: np.ndarray = field(repr=False)
    noise: float
    error: np.ndarray

    @property
    def bias_squared(self) -> np.ndarray:
        """(c, m) the mean fit less the truth, squared."""
        found: np.ndarray = (self.predictions.mean(axis=1) - self.truth) ** 2
        return found

    @property
    def variance(self) -> np.ndarray:
        """(c, m) how the fits spread around their mean."""
        return np.asarray(self.predictions.var(axis=1))

    @property
    def parts(self) -> np.ndarray:
        """(3, c) bias squared, variance and noise, means over all places: what they add up to is the expected error."""
        bias, variance = self.bias_squared.mean(axis=1), self.variance.mean(axis=1)
        return np.stack([bias, variance, np.full(len(bias), self.noise**2)])


def simulate(
    truth: Truth,
    fit: Fit,
    n: int = 30,
    noise: float = 0.3,
    rounds: int = 200,
    seed: int = 0,
    same_places: bool = False,
    within: tuple[float, float] = (0.0, 1.0),
) -> Simulated:
    """Draw `rounds` training sets of n points, fit each for every value of what is turned, and measure on fresh answers.

    Training points lie `within` a part of [0, 1] on a line; answers are asked for everywhere. Squared error is bias squared + variance + noise (Geman,
    Bienenstock & Doursat 1992). Raises ParamError for fewer than 3 points or 2 rounds, a part that is none, or a part of the plane.
    """
    if n < 3 or rounds < 2 or noise < 0:
        raise ParamError(f"simulate needs at least 3 points, 2 rounds and noise of at least 0; got {n}, {rounds} and {noise:g}.")
    low, high = within
    if not 0 <= low < high <= 1 or (truth.columns > 1 and within != (0.0, 1.0)):
        raise ParamError(f"`within` is a part of [0, 1] such as (0.2, 0.8), and all of it for a truth in the plane; got {within}.")
    from threadpoolctl import threadpool_limits

    rng = np.random.default_rng(seed)
    x = low + (high - low) * _places(n, rounds, truth.columns, same_places, rng)
    y = truth(x) + noise * rng.standard_normal((rounds, n))
    at = np.linspace(0, 1, PLACES) if truth.columns == 1 else lattice(SIDE)
    f = truth(at)
    values = fit.grid(n, truth.columns)
    with threadpool_limits(1, "blas"):  # many small factorizations: threads would wait for each other sixty times as long as they compute
        predictions = fit.predict(x, y, at, values, seed)
    fresh = f + noise * rng.standard_normal((rounds, len(at)))
    error = np.array([((one - fresh) ** 2).mean() for one in predictions])
    return Simulated(np.asarray(values, float), at, f, predictions, x, y, noise, error)


def lattice(side: int) -> np.ndarray:
    """(side², 2) places, the middles of equal cells of the unit square, row by row."""
    ticks = (np.arange(side) + 0.5) / side
    return np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)


def _places(n: int, rounds: int, columns: int, same: bool, rng: np.random.Generator) -> np.ndarray:
    """(rounds or 1, n) in [0, 1], or (rounds or 1, n, 2) in the unit square; the `same` places for all are evenly spread (in the plane by Roberts 2018)."""
    if columns == 1:
        return (np.arange(n)[None, :] + 0.5) / n if same else np.sort(rng.random((rounds, n)), axis=1)
    if not same:
        return rng.random((rounds, n, 2))
    plastic = 1.324717957244746  # x³ = x + 1: its powers spread points in a plane as the golden ratio does on a line
    return (0.5 + np.arange(1, n + 1)[None, :, None] * plastic ** -np.arange(1.0, 3.0)) % 1
