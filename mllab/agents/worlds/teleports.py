"""Five by five cells, two of which carry the agent elsewhere."""

from dataclasses import dataclass
from typing import ClassVar

from mllab.agents.worlds._tables import Plan
from mllab.agents.worlds._world import World
from mllab.params import knob


@dataclass(frozen=True)
class Teleports(World):
    """Five by five cells without an end: A pays 10 and carries to A′, B pays 5 and carries to B′, bumping the edge costs 1.

    Nothing ends here, so later rewards have to be discounted, and an episode is cut off after 200 moves. O(1) a move.
    """

    name: ClassVar[str] = "teleports"
    source: ClassVar[str] = "Sutton & Barto 2018, Examples 3.5 and 3.8"
    words: ClassVar[dict[str, str]] = {"A": "A, pays 10, on to A′", "a": "A′", "B": "B, pays 5, on to B′", "b": "B′"}

    discount: float = knob(0.9, 0.0, 0.99, help="What a reward one move later is worth.")
    slip: float = knob(0.0, 0.0, 0.6, help="Chance to slide off sideways instead of going where one means to.")

    def plan(self) -> Plan:
        rows = (".A.B.", ".....", "...b.", "S....", ".a...")
        jumps = {"A": ("a", 10.0), "B": ("b", 5.0)}
        return Plan(rows, bump=-1.0, ends="", jumps=jumps, slip=self.slip, most=200)
