"""The cliff: the shortest way runs along an edge."""

from dataclasses import dataclass
from typing import ClassVar

from mllab.agents.worlds._tables import Plan
from mllab.agents.worlds._world import World
from mllab.params import knob


@dataclass(frozen=True)
class Cliff(World):
    """From one corner to the other, every move costs 1; a step off the cliff costs 100 and leads back to the start.

    The shortest way runs along the edge, where one careless move is dear. O(1) a move.
    """

    name: ClassVar[str] = "cliff"
    source: ClassVar[str] = "Sutton & Barto 2018, Example 6.6"

    discount: float = knob(1.0, 0.0, 1.0, help="What a reward one move later is worth; 1 counts all alike.")
    slip: float = knob(0.0, 0.0, 0.6, help="Chance to slide off sideways instead of going where one means to.")

    def plan(self) -> Plan:
        rows = ("............", "............", "............", "SCCCCCCCCCCG")
        return Plan(rows, step=-1.0, enter={"C": -100.0}, back="C", slip=self.slip, most=1_000)
