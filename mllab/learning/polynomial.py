"""Polynomials of every degree at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning._base import Fit
from mllab.learning._nested import nested
from mllab.params import knob


@dataclass(frozen=True)
class Polynomial(Fit):
    """A polynomial by least squares: the higher the degree, the more it can bend.

    Fails between and beyond the points when the degree nears their number: it swings. O(r n p²) for all p degrees of r training sets, by one orthogonal factorization.
    """

    name: ClassVar[str] = "polynomial"
    source: ClassVar[str] = "Bishop 2006, section 1.1"
    turned: ClassVar[str] = "degree"

    most: int = knob(12, 1, 20, help="The highest degree that is tried.")

    def grid(self, n: int) -> tuple[float, ...]:
        return tuple(range(min(self.most, n - 1) + 1))

    def predict(self, x: np.ndarray, y: np.ndarray, at: np.ndarray, values: Sequence[float]) -> np.ndarray:
        degrees = np.asarray(values, int)
        return nested(basis(x, int(degrees.max())), y, basis(at, int(degrees.max())))[degrees]


def basis(x: np.ndarray, degree: int) -> np.ndarray:
    """(..., degree + 1) Legendre polynomials at x in [0, 1]: the same span as the powers, and well conditioned."""
    return np.polynomial.legendre.legvander(2 * np.asarray(x, float) - 1, degree)
