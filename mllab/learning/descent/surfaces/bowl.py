"""A round bowl."""

from dataclasses import dataclass
from typing import ClassVar

from mllab.learning.descent.surfaces._surface import Place, Surface
from mllab.params import knob


@dataclass(frozen=True)
class Bowl(Surface):
    """A round bowl: every direction is as steep as any other.

    Plain gradient descent goes straight to the bottom; nothing else is needed. O(1) a place.
    """

    name: ClassVar[str] = "bowl"
    source: ClassVar[str] = "Cauchy 1847"
    begin: ClassVar[Place] = (-1.6, 1.2)

    curvature: float = knob(
        2.0, 0.1, 50.0, log=True, help="How fast it gets steeper. Plain descent diverges where learning rate times curvature is above 2."
    )

    def formula(self) -> str:
        return f"{self.curvature / 2!r}*(x^2 + y^2)"

    @property
    def extent(self) -> tuple[tuple[float, float], ...]:
        return (-2.0, 2.0), (-2.0, 2.0)

    @property
    def minima(self) -> tuple[Place, ...]:
        return ((0.0, 0.0),)
