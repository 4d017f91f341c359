"""Four equal valleys."""

from dataclasses import dataclass
from typing import ClassVar

from mllab.learning.descent.surfaces._surface import Place, Surface

MINIMA = (
    (3.0, 2.0),
    (-2.805118086952745, 3.131312518250573),
    (-3.779310253377747, -3.283185991286170),
    (3.584428340330492, -1.848126526964404),
)


@dataclass(frozen=True)
class Himmelblau(Surface):
    """Four minima, all equally low: which one is reached depends on the start and on the optimizer.

    It has a top and four saddles between them as well. O(1) a place.
    """

    name: ClassVar[str] = "Himmelblau"
    source: ClassVar[str] = "Himmelblau 1972"
    begin: ClassVar[Place] = (0.0, 0.0)

    def formula(self) -> str:
        return "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"

    @property
    def extent(self) -> tuple[tuple[float, float], ...]:
        return (-5.0, 5.0), (-5.0, 5.0)

    @property
    def minima(self) -> tuple[Place, ...]:
        return MINIMA
