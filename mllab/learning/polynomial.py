"""Polynomials of every degree at once."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
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

    def grid(self, n: int, columns: int = 1) -> tuple[float, ...]:
        return tuple(degree for degree in range(self.most + 1) if terms(degree, columns) <= n)

    def predict(self, x: np.ndarray, y: np.ndarray, at: np.ndarray, values: Sequence[float], seed: int = 0) -> np.ndarray:
        degrees = np.asarray(values, int)
        last = [terms(degree, x.ndim - 1) - 1 for degree in degrees.tolist()]
        return nested(basis(x, int(degrees.max()), x.ndim - 1), y, basis(at, int(degrees.max()), x.ndim - 1))[last]


def terms(degree: int, columns: int = 1) -> int:
    """How many products of powers of the columns have this degree or a lower one."""
    return math.comb(degree + columns, columns)


def basis(x: np.ndarray, degree: int, columns: int = 1) -> np.ndarray:
    """(..., terms) Legendre polynomials at x (...) in [0, 1], or their products at x (..., columns), by degree: the same span as the powers, and well conditioned."""
    each = np.polynomial.legendre.legvander(2 * np.asarray(x, float) - 1, degree)
    if columns == 1:
        return each
    powers = sorted((p for p in product(range(degree + 1), repeat=columns) if sum(p) <= degree), key=lambda p: (sum(p), p))
    return np.stack([np.prod([each[..., j, power] for j, power in enumerate(p)], axis=0) for p in powers], axis=-1)
