"""A maze with walls."""

from dataclasses import dataclass
from typing import ClassVar

from mllab.agents.worlds._tables import Plan
from mllab.agents.worlds._world import World
from mllab.params import knob


@dataclass(frozen=True)
class Maze(World):
    """Around the walls to the goal, which pays 1; nothing else pays or costs, only the discount makes haste worthwhile.

    Without a hint on the way, the first walk is blind; what is learned from it decides how many more are needed. O(1) a move.
    """

    name: ClassVar[str] = "maze"
    source: ClassVar[str] = "Sutton 1990; Sutton & Barto 2018, Example 8.1"
    curve: ClassVar[str] = "steps"

    discount: float = knob(0.95, 0.0, 1.0, help="What a reward one move later is worth; below 1, sooner is better.")
    slip: float = knob(0.0, 0.0, 0.6, help="Chance to slide off sideways instead of going where one means to.")

    def plan(self) -> Plan:
        rows = (".......#G", "..#....#.", "S.#....#.", "..#......", ".....#...", ".........")
        return Plan(rows, enter={"G": 1.0}, slip=self.slip, most=5_000)
