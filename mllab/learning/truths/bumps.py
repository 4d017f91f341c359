"""Bumps of different widths."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.truths._truth import Truth
from mllab.params import knob

PLACES = (0.15, 0.42, 0.78)
WIDTHS = (0.2, 0.6, 1.6)


@dataclass(frozen=True)
class Bumps(Truth):
    """Three bumps, each wider than the one before: no single smoothness fits all of them.

    What is fine enough for the first is too restless for the last. O(1) a place.
    """

    name: ClassVar[str] = "bumps"
    source: ClassVar[str] = "after Donoho & Johnstone 1994 (Bumps)"

    width: float = knob(0.08, 0.02, 0.2, unit="the range of x", help="The width of the middle bump's slopes.")

    def __call__(self, x: np.ndarray) -> np.ndarray:
        return sum(
            (np.exp(-0.5 * ((x - place) / (self.width * wide)) ** 2) for place, wide in zip(PLACES, WIDTHS, strict=True)),
            np.zeros(np.shape(x)),
        )

    def formula(self) -> str:
        terms = (f"np.exp(-0.5 * ((x - {place}) / {self.width * wide!r}) ** 2)" for place, wide in zip(PLACES, WIDTHS, strict=True))
        return " + ".join(terms)
