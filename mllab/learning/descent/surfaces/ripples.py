"""Ripples along a line."""

from dataclasses import dataclass
from typing import ClassVar

from mllab.learning.descent.surfaces._surface import Place, Surface
from mllab.params import knob


@dataclass(frozen=True)
class Ripples(Surface):
    """Ripples in a wide bowl over one variable: many minima, one of them the lowest.

    Whoever follows the slope ends in the next ripple. O(1) a place.
    """

    name: ClassVar[str] = "ripples (1-D)"
    source: ClassVar[str] = "after Rastrigin 1974"
    begin: ClassVar[Place] = (4.2,)

    height: float = knob(0.5, 0.0, 3.0, help="How high the ripples are.")

    def formula(self) -> str:
        return f"0.05*x^2 + {self.height!r}*(1 - cos(2*x))"

    @property
    def extent(self) -> tuple[tuple[float, float], ...]:
        return ((-6.0, 6.0),)

    @property
    def minima(self) -> tuple[Place, ...]:
        return ((0.0,),)
