"""The contract of every world: knobs in, a plan out; the plan is data, and everything else follows from it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from mllab.agents._source import shown
from mllab.agents.worlds import _tables
from mllab.agents.worlds._tables import Plan, Tables
from mllab.params import Params
from mllab.script import Script

WORDS = {"S": "start", "G": "goal", "#": "wall", "C": "cliff", "H": "hole", ".": "free"}


@dataclass(frozen=True)
class World(Params):
    """Base of every world. `curve` is the figure that is best watched there: the return of an episode, or its steps."""

    curve: ClassVar[str] = "return"
    words: ClassVar[dict[str, str]] = {}

    @property
    def gamma(self) -> float:
        """The discount: what a reward one move later is worth."""
        return float(getattr(self, "discount", 1.0))

    def plan(self) -> Plan:
        """The world as data."""
        raise NotImplementedError

    def tables(self) -> Tables:
        """The world as read-only arrays."""
        return _built(self)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the map."""
        rows = self.plan().rows
        return len(rows), len(rows[0])

    def kinds(self) -> list[str]:
        """What every cell is, in a word: start, goal, wall, cliff, hole, free, or what the world calls it."""
        words = WORDS | self.words
        return [words[letter] for row in self.plan().rows for letter in row]

    def code(self) -> Script:
        """Plain code that makes `world`, the arrays of this world."""
        pieces = [shown(thing) for thing in (Plan, Tables, _tables.find, _tables.land, _tables.outcomes, _tables.build)]
        made = f"world = build({self.plan()!r})"
        return Script("\n\n\n".join([*pieces, made]), ("from typing import NamedTuple", "import numpy as np"))


@lru_cache(maxsize=64)
def _built(world: World) -> Tables:
    made = _tables.build(world.plan())
    for array in made:
        if isinstance(array, np.ndarray):
            array.setflags(write=False)
    return made
