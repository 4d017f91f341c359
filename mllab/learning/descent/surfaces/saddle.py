"""A saddle."""

from dataclasses import dataclass
from typing import ClassVar

from mllab.learning.descent.surfaces._surface import Place, Surface


@dataclass(frozen=True)
class Saddle(Surface):
    """A saddle between two valleys: level in the middle, down to both sides.

    Slopes vanish near the middle, and whoever comes along the ridge takes long to leave it. O(1) a place.
    """

    name: ClassVar[str] = "saddle"
    source: ClassVar[str] = "Dauphin et al. 2014"
    begin: ClassVar[Place] = (-1.6, 0.01)

    def formula(self) -> str:
        return "0.5*x^2 - 0.5*y^2 + 0.25*y^4"

    @property
    def extent(self) -> tuple[tuple[float, float], ...]:
        return (-2.0, 2.0), (-1.8, 1.8)

    @property
    def minima(self) -> tuple[Place, ...]:
        return ((0.0, 1.0), (0.0, -1.0))
