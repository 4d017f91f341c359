"""A curved valley."""

from dataclasses import dataclass
from typing import ClassVar

from mllab.learning.descent.surfaces._surface import Place, Surface
from mllab.params import knob


@dataclass(frozen=True)
class Rosenbrock(Surface):
    """A curved, nearly flat valley between steep walls: the oldest test of optimizers.

    The valley is found at once, the minimum in it hardly at all. O(1) a place.
    """

    name: ClassVar[str] = "Rosenbrock"
    source: ClassVar[str] = "Rosenbrock 1960"
    begin: ClassVar[Place] = (-1.2, 1.0)

    walls: float = knob(100.0, 1.0, 100.0, log=True, help="How steep the walls are; 100 in the paper.")

    def formula(self) -> str:
        return f"(1 - x)^2 + {self.walls!r}*(y - x^2)^2"

    @property
    def extent(self) -> tuple[tuple[float, float], ...]:
        return (-2.0, 2.0), (-1.0, 3.0)

    @property
    def minima(self) -> tuple[Place, ...]:
        return ((1.0, 1.0),)
