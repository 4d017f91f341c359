"""A tray of eggs."""

from dataclasses import dataclass
from typing import ClassVar

from mllab.learning.descent.surfaces._surface import Place, Surface
from mllab.params import knob


@dataclass(frozen=True)
class Rastrigin(Surface):
    """Hollows in a regular grid in a wide bowl: a local minimum nearly everywhere.

    Whoever follows the slope ends in the next hollow. O(1) a place.
    """

    name: ClassVar[str] = "Rastrigin"
    source: ClassVar[str] = "Rastrigin 1974"
    begin: ClassVar[Place] = (2.3, -1.7)

    depth: float = knob(10.0, 0.0, 20.0, help="How deep the hollows are; 10 in the paper.")

    def formula(self) -> str:
        return f"{2 * self.depth!r} + x^2 + y^2 - {self.depth!r}*(cos(2*pi*x) + cos(2*pi*y))"

    @property
    def extent(self) -> tuple[tuple[float, float], ...]:
        return (-4.5, 4.5), (-4.5, 4.5)

    @property
    def minima(self) -> tuple[Place, ...]:
        return ((0.0, 0.0),)
