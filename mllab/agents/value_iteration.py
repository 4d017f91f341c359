"""Value iteration."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.agents import _sweeping
from mllab.agents._sweeper import Sweeper, sweeping
from mllab.agents.worlds import World
from mllab.script import Script


@dataclass(frozen=True)
class ValueIteration(Sweeper):
    """Give every cell the worth of its best action, again and again, until nothing changes: the best there is.

    Has to be told what every action leads to; without a discount it settles only where an end can be reached. O(s a k) a sweep.
    """

    name: ClassVar[str] = "value iteration"
    source: ClassVar[str] = "Bellman 1957"
    rule: ClassVar[str] = r"V(s) \leftarrow \max_a \textstyle\sum_{s'} p(s'|s,a)\,[\,r + \gamma\, V(s')\,]"

    def sweeps(self, world: World) -> Iterator[tuple[np.ndarray, float]]:
        tables = world.tables()
        yield from _sweeping.improved(tables, np.zeros(len(tables.ends)), world.gamma, self.tolerance, _sweeping.MOST)

    def script(self, seed: int = 0, gamma: float = 1.0) -> Script:
        lines = [
            f"for Q, change in improved(world, np.zeros(len(world.ends)), {gamma!r}, {self.tolerance!r}, {_sweeping.MOST}):",
            "    V = Q.max(axis=1)",
        ]
        return sweeping((_sweeping.improved,), lines)
