"""A plain with a hole."""

from dataclasses import dataclass
from typing import ClassVar

from mllab.learning.descent.surfaces._surface import Place, Surface


@dataclass(frozen=True)
class Ackley(Surface):
    """A nearly flat plain full of dents, with one deep hole in the middle.

    Far away the slope tells little of where the hole is. O(1) a place.
    """

    name: ClassVar[str] = "Ackley"
    source: ClassVar[str] = "Ackley 1987"
    begin: ClassVar[Place] = (2.4, 1.7)

    def formula(self) -> str:
        # the 1e-24 rounds the tip off, where the root has no slope
        return "20 + e - 20*exp(-0.2*sqrt(0.5*(x^2 + y^2) + 1e-24)) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y)))"

    @property
    def extent(self) -> tuple[tuple[float, float], ...]:
        return (-4.0, 4.0), (-4.0, 4.0)

    @property
    def minima(self) -> tuple[Place, ...]:
        return ((0.0, 0.0),)
