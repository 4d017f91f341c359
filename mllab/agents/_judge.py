"""What a policy is really worth, where it leads, and how a training goes on average over seeds."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from mllab.agents._base import Learned
from mllab.agents._sweeping import backup
from mllab.agents._walker import Walker
from mllab.agents.value_iteration import ValueIteration
from mllab.agents.worlds import World

SETTLED = 1e-10
SWEEPS = 5_000


class Walk(NamedTuple):
    """One walk: the `cells` (t + 1,) passed, whether it `arrived` at an end, and its discounted `total`."""

    cells: np.ndarray
    arrived: bool
    total: float


class Averaged(NamedTuple):
    """Trainings with several seeds: returns and lengths (seeds, episodes)."""

    returns: np.ndarray
    lengths: np.ndarray


def worth(world: World, policy: np.ndarray) -> float:
    """The expected return of following `policy` (s, a) from the start, never cut off; nan where it does not settle, as it never arrives. Exact; O(sweeps s a k)."""
    tables = world.tables()
    V, met = np.zeros(len(tables.ends)), reached(world, policy)
    for _ in range(SWEEPS):
        before, V = V, (policy * backup(tables, V, world.gamma)).sum(axis=1)
        if np.abs(V - before)[met].max() <= SETTLED:
            return float(V[tables.start])
    return float("nan")


def reached(world: World, policy: np.ndarray) -> np.ndarray:
    """(s,) whether a walk from the start by `policy` (s, a) can come to a cell. O(s^2 a k) at worst."""
    tables = world.tables()
    met = np.zeros(len(tables.ends), bool)
    found = [tables.start]
    while found:
        met[found] = True
        likely = (policy[found] > 0)[:, :, None] & (tables.chances[found] > 0)
        found = [int(s) for s in np.unique(tables.following[found][likely]) if not met[s]]
    return met


def walk(world: World, policy: np.ndarray, seed: int = 0) -> Walk:
    """One walk by `policy` (s, a) from the start. O(most)."""
    tables, rng = world.tables(), np.random.default_rng(seed)
    s, total, cells = tables.start, 0.0, [tables.start]
    while len(cells) <= tables.most and not tables.ends[s]:
        a = int(rng.choice(policy.shape[1], p=policy[s]))
        k = int(np.searchsorted(tables.bounds[s, a], rng.random(), side="right"))
        total += world.gamma ** (len(cells) - 1) * float(tables.rewards[s, a, k])
        s = int(tables.following[s, a, k])
        cells.append(s)
    return Walk(np.array(cells), bool(tables.ends[s]), total)


@lru_cache(maxsize=64)
def best(world: World) -> Learned:
    """What the best policy is worth, by value iteration."""
    return ValueIteration(tolerance=SETTLED).fit(world)


def averaged(agent: Walker, world: World, seeds: int, first: int = 0) -> Averaged:
    """The same training with several seeds, from `first` on."""
    logs = [agent.walks(world, first + number) for number in range(seeds)]
    return Averaged(np.array([log.returns for log in logs]), np.array([log.lengths for log in logs]))
