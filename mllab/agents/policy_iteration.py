"""Policy iteration."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from mllab.agents import _sweeping
from mllab.agents._base import Agent, Learned
from mllab.agents._sweeper import sweeping
from mllab.agents.worlds import World
from mllab.params import knob
from mllab.script import Script


@dataclass(frozen=True)
class PolicyIteration(Agent):
    """Find what a policy is worth, take the best actions by that, and again, until no action changes.

    Needs few rounds, but each of them many sweeps, and has to be told what every action leads to. O(s a k) a sweep.
    """

    name: ClassVar[str] = "policy iteration"
    source: ClassVar[str] = "Howard 1960"
    rule: ClassVar[str] = r"\pi(s) \leftarrow \arg\max_a \textstyle\sum_{s'} p(s'|s,a)\,[\,r + \gamma\, V_\pi(s')\,]"

    tolerance: float = knob(1e-8, 1e-12, 1.0, log=True, help="A policy's sweeps end when no value changes by more than this.")

    def steps(self, world: World, seed: int = 0) -> Iterator[Learned]:
        rounds = _sweeping.iterated(world.tables(), world.gamma, self.tolerance, _sweeping.MOST)
        for number, (Q, policy, sweeps, changed) in enumerate(rounds, 1):
            whose = "the random policy" if number == 1 else f"policy {number}"
            note = f"Round {number}: {sweeps:,} sweeps for what {whose} is worth; by that {changed} cells change their action."
            yield Learned(Q, policy, objective=changed, objective_name="changed actions", note=note)

    def script(self, seed: int = 0, gamma: float = 1.0) -> Script:
        lines = [
            f"for Q, policy, sweeps, changed in iterated(world, {gamma!r}, {self.tolerance!r}, {_sweeping.MOST}):",
            "    V = (policy * Q).sum(axis=1)",
        ]
        return sweeping((_sweeping.evaluated, _sweeping.iterated), lines)
