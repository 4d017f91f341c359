"""A world of one's own, drawn with letters."""

from dataclasses import dataclass
from typing import ClassVar

from mllab.agents.worlds._tables import Plan
from mllab.agents.worlds._world import WORDS, World
from mllab.errors import ParamError
from mllab.params import knob

LARGEST = 400  # cells


@dataclass(frozen=True)
class Drawn(World):
    """Your own: draw it with letters, a slash between rows: S start, G goal, H hole, C cliff, # wall, a dot for free cells.

    A goal that cannot be reached is never found, and a large world takes many episodes. O(1) a move.
    """

    name: ClassVar[str] = "your own"
    source: ClassVar[str] = "Sutton & Barto 2018, Chapter 3: a finite Markov decision process"

    drawing: str = knob(
        "S..#....G/...#.##../.#.#.#..H/.#...#.../.#CCC....",
        help=f"Rows with a slash between them, up to {LARGEST} cells: S start, G goal, H hole, C cliff, # wall, a dot for free.",
    )
    goal: float = knob(20.0, 0.0, 100.0, help="What arriving at a goal pays.")
    step: float = knob(-1.0, -10.0, 0.0, help="What every move pays; below 0 it costs, and haste is worthwhile.")
    fall: float = knob(
        -20.0, -200.0, 0.0, help="What a hole or the cliff pays. A hole ends the episode, the cliff leads back to the start."
    )
    discount: float = knob(0.98, 0.0, 0.999, help="What a reward one move later is worth.")
    slip: float = knob(0.0, 0.0, 0.6, help="Chance to slide off sideways instead of going where one means to.")

    def __post_init__(self) -> None:
        super().__post_init__()
        if problem := self._problem():
            raise ParamError(f"{self.name}: drawing {problem}")

    def plan(self) -> Plan:
        enter = {"G": self.goal, "H": self.fall, "C": self.fall}
        return Plan(tuple(self.drawing.split("/")), step=self.step, enter=enter, ends="GH", back="C", slip=self.slip, most=1_000)

    def _problem(self) -> str | None:
        """What is wrong with the drawing, and what to do; None when it is a world."""
        rows = self.drawing.split("/")
        if wrong := sorted(set(self.drawing) - set(WORDS) - {"/"}):
            return f"has {wrong[0]!r} in it, which means nothing. Use {' '.join(WORDS)} and a slash between rows."
        if len({len(row) for row in rows}) > 1 or not rows[0]:
            return f"has rows of {', '.join(str(len(row)) for row in rows[:9])} letters. Make all of them equally long."
        if self.drawing.count("S") != 1:
            return f"must have one S, the start, got {self.drawing.count('S')}."
        if not 2 <= len(rows) * len(rows[0]) <= LARGEST:
            return f"must have 2 to {LARGEST} cells, got {len(rows) * len(rows[0])}."
        return None
