"""What agents that know the world share: sweeps as states."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mllab.agents import _sweeping
from mllab.agents._base import Agent, Learned
from mllab.agents._source import shown
from mllab.agents.worlds import World
from mllab.params import knob
from mllab.script import Script

ALL = 50  # sweeps that are all states; after them every sweep that is a tenth later


@dataclass(frozen=True)
class Sweeper(Agent):
    """Base of agents that are told what every action leads to, and think instead of walking."""

    tolerance: float = knob(1e-8, 1e-12, 1.0, log=True, help="Sweeps end when no value changes by more than this.")

    def steps(self, world: World, seed: int = 0) -> Iterator[Learned]:
        shown_next, state = 1, None
        for number, (Q, change) in enumerate(self.sweeps(world), 1):
            unsettled = " The values have not settled: lower the discount." if number == _sweeping.MOST and change > self.tolerance else ""
            note = f"Sweep {number:,}: the largest change of a value is {change:.2g}.{unsettled}"
            state = Learned(Q, self.followed(world), objective=change, objective_name="largest change", note=note)
            if number >= shown_next:
                shown_next = number + max(1, number // 10 if number >= ALL else 1)
                yield state
                state = None
        if state is not None:
            yield state

    def sweeps(self, world: World) -> Iterator[tuple[np.ndarray, float]]:
        """Action values (s, a) and the largest change of a value, after every sweep."""
        raise NotImplementedError

    def followed(self, world: World) -> np.ndarray | None:
        """The policy (s, a) that the values are about; None: the greedy one."""
        return None


def sweeping(parts: tuple[object, ...], lines: list[str]) -> Script:
    """The script of a sweeper: the functions that it uses, then these lines."""
    pieces = [shown(part) for part in (_sweeping.backup, *parts)]
    made = [*lines, 'print("Worth from the start:", V[world.start])', 'print("Best action of every cell:", Q.argmax(axis=1))']
    return Script("\n\n\n".join([*pieces, "\n".join(made)]), ("from collections.abc import Iterator", "import numpy as np"))
