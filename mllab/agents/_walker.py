"""What agents that learn by walking share: episodes as states, and the script that walks the same way without a compiler."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from mllab.agents._base import Agent, Learned
from mllab.agents._source import shown
from mllab.agents.worlds import Tables, World
from mllab.params import knob
from mllab.script import Script

LONG = 4  # moves per cell of a walk that is thought long
STATES = 500  # of longer trainings every few episodes are a state


class Log(NamedTuple):
    """What walking writes down: returns and lengths (episodes,), visits (s,), and the newest path (moves + 1,)."""

    returns: np.ndarray
    lengths: np.ndarray
    visits: np.ndarray
    path: np.ndarray


@dataclass(frozen=True)
class Walker(Agent):
    """Base of agents that know nothing of the world but what happens to them."""

    episodes: int = knob(500, 1, 10_000, log=True, help="Walks from the start to an end, or until they are cut off.")
    epsilon: float = knob(0.1, 0.0, 1.0, help="Chance of a random move: exploring, to see what else there is.")

    def work(self, world: World) -> int:
        cells = world.shape[0] * world.shape[1]
        replayed = int(self.values().get("planning") or 0)
        return self.episodes * min(world.plan().most, LONG * cells) * (1 + replayed)

    def kernel(self) -> Callable[..., None]:
        """The compiled loop over episodes."""
        raise NotImplementedError

    def settings(self, gamma: float) -> dict[str, float]:
        """What the loop is called with, by name."""
        raise NotImplementedError

    def memory(self) -> dict[str, str]:
        """What the loop writes to beside Q, in its order: name -> the code that makes it from `shape` (s, a) and `most`."""
        return {}

    def steps(self, world: World, seed: int = 0) -> Iterator[Learned]:
        tables = world.tables()
        shape = (len(tables.ends), tables.rewards.shape[1])
        Q, log = np.zeros(shape), _log(self.episodes, len(tables.ends), tables.most)
        rest, run = self.blank(shape, tables.most), self.kernel()
        rng, numbers = np.random.default_rng(seed), self.settings(world.gamma).values()
        stride = -(-self.episodes // STATES)
        for begin in range(0, self.episodes, stride):
            end = min(begin + stride, self.episodes)
            run(tables, Q, *rest, log, begin, end, rng, *numbers)
            yield _state(Q, log, end, tables)

    def walks(self, world: World, seed: int = 0) -> Log:
        """The whole training in one go, without the states: returns and lengths (episodes,). The same as `steps`, and faster."""
        tables = world.tables()
        shape = (len(tables.ends), tables.rewards.shape[1])
        log = _log(self.episodes, shape[0], tables.most)
        rest, rng = self.blank(shape, tables.most), np.random.default_rng(seed)
        self.kernel()(tables, np.zeros(shape), *rest, log, 0, self.episodes, rng, *self.settings(world.gamma).values())
        return log

    def blank(self, shape: tuple[int, int], most: int) -> list[np.ndarray]:
        """The arrays that `memory` names, for (s, a) cells and actions and episodes of at most `most` moves."""
        return []

    def script(self, seed: int = 0, gamma: float = 1.0) -> Script:
        from mllab.agents.kernels import walking

        run: Any = self.kernel()
        numbers = ", ".join(f"{name}={value!r}" for name, value in self.settings(gamma).items())
        memory = self.memory()
        made = "\n".join(
            [
                "shape, most = world.rewards.shape[:2], world.most",
                "Q = np.zeros(shape)",
                *(f"{name} = {code}" for name, code in memory.items()),
                f"log = Log(np.zeros({self.episodes}), np.zeros({self.episodes}, np.int64), np.zeros(shape[0], np.int64), "
                "np.zeros(most + 1, np.int64))",
                f"{run.__name__}({', '.join(['world', 'Q', *memory, 'log'])}, 0, {self.episodes}, np.random.default_rng({seed}), {numbers})",
                'print("Mean return of the last 100 episodes:", log.returns[-100:].mean())',
                'print("Best action of every cell:", Q.argmax(axis=1))',
            ]
        )
        pieces = [shown(thing) for thing in (Log, walking.choose, walking.move, run)]
        return Script("\n\n\n".join([*pieces, made]), ("from typing import NamedTuple", "import numpy as np"))


def _log(episodes: int, cells: int, most: int) -> Log:
    return Log(np.zeros(episodes), np.zeros(episodes, np.int64), np.zeros(cells, np.int64), np.zeros(most + 1, np.int64))


def _state(Q: np.ndarray, log: Log, end: int, tables: Tables) -> Learned:
    """What is known after `end` episodes; returns and lengths are views, since what is written once stays."""
    length, total = int(log.lengths[end - 1]), float(log.returns[end - 1])
    path = log.path[: length + 1].copy()
    ended = "" if tables.ends[path[-1]] else ", cut off there"
    note = f"Episode {end:,}: {length:,} {'move' if length == 1 else 'moves'}{ended}."
    return Learned(Q.copy(), None, log.visits.copy(), log.returns[:end], log.lengths[:end], path, total, "return", note)
