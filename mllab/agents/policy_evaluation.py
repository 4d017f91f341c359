"""Policy evaluation of the random policy."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.agents import _sweeping
from mllab.agents._sweeper import Sweeper, sweeping
from mllab.agents.worlds import World
from mllab.script import Script


@dataclass(frozen=True)
class PolicyEvaluation(Sweeper):
    """What every cell is worth to somebody who moves at random; the arrows show what would be better.

    Learns no way by itself: one step of looking ahead from these values is already a better policy. O(s a k) a sweep.
    """

    name: ClassVar[str] = "policy evaluation"
    source: ClassVar[str] = "Bellman 1957; Sutton & Barto 2018, Section 4.1"
    rule: ClassVar[str] = r"V(s) \leftarrow \textstyle\sum_a \pi(a|s) \sum_{s'} p(s'|s,a)\,[\,r + \gamma\, V(s')\,]"

    def sweeps(self, world: World) -> Iterator[tuple[np.ndarray, float]]:
        tables = world.tables()
        V = np.zeros(len(tables.ends))
        yield from _sweeping.evaluated(tables, self.followed(world), V, world.gamma, self.tolerance, _sweeping.MOST)

    def followed(self, world: World) -> np.ndarray:
        shape = world.tables().rewards.shape[:2]
        return np.full(shape, 1 / shape[1])

    def script(self, seed: int = 0, gamma: float = 1.0) -> Script:
        lines = [
            "policy = np.full(world.rewards.shape[:2], 1 / world.rewards.shape[1])",
            f"for Q, change in evaluated(world, policy, np.zeros(len(world.ends)), {gamma!r}, {self.tolerance!r}, {_sweeping.MOST}):",
            "    V = (policy * Q).sum(axis=1)",
        ]
        return sweeping((_sweeping.evaluated,), lines)
