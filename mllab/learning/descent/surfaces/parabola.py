"""A bowl along a line."""

from dataclasses import dataclass
from typing import ClassVar

from mllab.learning.descent.surfaces._surface import Place, Surface
from mllab.params import knob


@dataclass(frozen=True)
class Parabola(Surface):
    """A bowl over one variable: the simplest thing that can be minimized.

    Steps shrink or grow by the same share each time, learning rate times curvature decides which. O(1) a place.
    """

    name: ClassVar[str] = "parabola (1-D)"
    source: ClassVar[str] = "Cauchy 1847"
    begin: ClassVar[Place] = (-1.7,)

    curvature: float = knob(
        2.0, 0.1, 50.0, log=True, help="How fast it gets steeper. Plain descent diverges where learning rate times curvature is above 2."
    )

    def formula(self) -> str:
        return f"{self.curvature / 2!r}*x^2"

    @property
    def extent(self) -> tuple[tuple[float, float], ...]:
        return ((-2.0, 2.0),)

    @property
    def minima(self) -> tuple[Place, ...]:
        return ((0.0,),)
