"""A grid with a crosswind."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from mllab.agents.worlds._tables import Plan
from mllab.agents.worlds._world import World
from mllab.params import knob

FOUR = ((-1, 0), (0, 1), (1, 0), (0, -1))
EIGHT = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))


@dataclass(frozen=True)
class Windy(World):
    """A crosswind pushes upwards in the middle columns; every move costs 1 until the goal is reached.

    The goal lies straight ahead, but who walks straight is blown past it. O(1) a move.
    """

    name: ClassVar[str] = "windy grid"
    source: ClassVar[str] = "Sutton & Barto 2018, Example 6.5 and Exercises 6.9 and 6.10"
    curve: ClassVar[str] = "steps"

    discount: float = knob(1.0, 0.0, 1.0, help="What a reward one move later is worth; 1 counts all alike.")
    directions: Literal[4, 8] = knob(4, help="Four moves, or eight as a king in chess.")
    gusts: bool = knob(False, help="The wind blows one cell more or less, each a third of the time.")

    def plan(self) -> Plan:
        rows = ("..........",) * 3 + ("S......G..",) + ("..........",) * 3
        wind = (0, 0, 0, 1, 1, 1, 2, 2, 1, 0)
        return Plan(rows, EIGHT if self.directions == 8 else FOUR, step=-1.0, wind=wind, gusts=self.gusts, most=5_000)
