"""A frozen lake with holes."""

from dataclasses import dataclass
from typing import ClassVar

from mllab.agents.worlds._tables import Plan
from mllab.agents.worlds._world import World
from mllab.params import knob


@dataclass(frozen=True)
class Lake(World):
    """Over the ice to the goal, which pays 1; a hole ends the walk with nothing. On slippery ice one move in three goes as meant.

    The other two thirds slide off to either side, so that the best way is not the shortest one. O(1) a move.
    """

    name: ClassVar[str] = "frozen lake"
    source: ClassVar[str] = "Brockman et al. 2016, OpenAI Gym: FrozenLake 4x4"

    slippery: bool = knob(True, help="Slide off sideways two times in three, or go where one means to.")
    discount: float = knob(
        0.99,
        0.0,
        1.0,
        help="What a reward one move later is worth; 1 makes a value the chance to arrive, and a detour as good as the shortest way.",
    )

    def plan(self) -> Plan:
        rows = ("S...", ".H.H", "...H", "H..G")
        return Plan(rows, enter={"G": 1.0}, ends="GH", slip=2 / 3 if self.slippery else 0.0, most=100)
