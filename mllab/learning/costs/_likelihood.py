"""Maximum likelihood: a density moved by hand until it makes the data likeliest."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import lgamma, log, pi

import numpy as np

from mllab.errors import DataError


@dataclass(frozen=True)
class Density:
    """A family of densities with a place and a width.

    log_density  (z) of the standard one, place 0 and width 1
    best         (x) -> place and width of the greatest likelihood
    """

    name: str
    about: str
    log_density: Callable[[np.ndarray], np.ndarray]
    best: Callable[[np.ndarray], tuple[float, float]]

    def log_likelihood(self, x: np.ndarray, place: float, width: float) -> float:
        """The sum of the logarithms of the density at x (n,). O(n)."""
        return float((self.log_density((np.asarray(x, float) - place) / width) - np.log(width)).sum())

    def curve(self, at: np.ndarray, place: float, width: float) -> np.ndarray:
        """The density at places (m,)."""
        return np.asarray(np.exp(self.log_density((at - place) / width)) / width)


def best_density(density: Density, x: np.ndarray) -> tuple[float, float]:
    """Place and width that make x (n,) likeliest. Raises DataError for fewer than two different values."""
    if len(np.unique(x)) < 2:
        raise DataError(f"A density needs at least two different values, got {len(np.unique(x))}.")
    return density.best(np.asarray(x, float))


def _normal(x: np.ndarray) -> tuple[float, float]:
    return float(x.mean()), float(x.std())


def _laplace(x: np.ndarray) -> tuple[float, float]:
    middle = float(np.median(x))
    return middle, float(np.abs(x - middle).mean())


FREE = 3.0


def _student(x: np.ndarray) -> tuple[float, float]:
    """By expectation-maximization: far points weigh less (Lange, Little & Taylor 1989)."""
    place, width = float(np.median(x)), float(x.std())
    for _ in range(2_000):
        weights = (FREE + 1) / (FREE + ((x - place) / width) ** 2)
        new = float((weights @ x) / weights.sum())
        wide = float(np.sqrt((weights @ (x - new) ** 2) / len(x)))
        done = abs(new - place) + abs(wide - width) < 1e-12 * (1 + abs(wide))
        place, width = new, max(wide, 1e-300)
        if done:
            break
    return place, width


_STUDENT = lgamma((FREE + 1) / 2) - lgamma(FREE / 2) - 0.5 * log(FREE * pi)
DENSITIES: Mapping[str, Density] = {
    one.name: one
    for one in (
        Density("normal", "best: the mean and the standard deviation", lambda z: -0.5 * z**2 - 0.5 * np.log(2 * np.pi), _normal),
        Density("Laplace", "best: the median and the mean distance to it", lambda z: -np.abs(z) - np.log(2), _laplace),
        Density(
            "Student t, 3 degrees of freedom",
            "best: far points weigh less",
            lambda z: _STUDENT - (FREE + 1) / 2 * np.log1p(z**2 / FREE),
            _student,
        ),
    )
}
