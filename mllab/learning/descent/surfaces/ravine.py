"""A long valley."""

from dataclasses import dataclass
from typing import ClassVar

from mllab.learning.descent.surfaces._surface import Place, Surface
from mllab.params import knob


@dataclass(frozen=True)
class Ravine(Surface):
    """A long valley, steep across and gentle along: the usual state of badly scaled data.

    What is a small step along is a long one across, so plain descent zigzags. O(1) a place.
    """

    name: ClassVar[str] = "ravine"
    source: ClassVar[str] = "Sutton 1986"
    begin: ClassVar[Place] = (-1.8, 0.8)

    condition: float = knob(
        25.0, 1.0, 1000.0, log=True, help="How many times steeper it is across than along: the condition number of its curvature."
    )

    def formula(self) -> str:
        return f"0.5*(x^2 + {self.condition!r}*y^2)"

    @property
    def extent(self) -> tuple[tuple[float, float], ...]:
        return (-2.2, 2.2), (-1.2, 1.2)

    @property
    def minima(self) -> tuple[Place, ...]:
        return ((0.0, 0.0),)
