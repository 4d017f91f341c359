"""A plain with steep corners."""

from dataclasses import dataclass
from typing import ClassVar

from mllab.learning.descent.surfaces._surface import Place, Surface


@dataclass(frozen=True)
class Beale(Surface):
    """A wide plain with walls at the corners: gradients are huge here and nothing there.

    A learning rate that suits the plain flies off at the walls. O(1) a place.
    """

    name: ClassVar[str] = "Beale"
    source: ClassVar[str] = "Beale 1958"
    begin: ClassVar[Place] = (1.0, 1.5)

    def formula(self) -> str:
        return "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2"

    @property
    def extent(self) -> tuple[tuple[float, float], ...]:
        return (-4.5, 4.5), (-4.5, 4.5)

    @property
    def minima(self) -> tuple[Place, ...]:
        return ((3.0, 0.5),)
