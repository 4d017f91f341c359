"""The contract of every agent: knobs in, a generator of what it has learned so far; the last one is the result."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from mllab.agents.worlds import World
from mllab.learner import last
from mllab.params import Params
from mllab.script import Script

TIE = 1e-7  # actions whose values differ by less are equally good


@dataclass(frozen=True, eq=False)
class Learned:
    """One state on the way to a policy, for s cells and a actions.

    action_values  (s, a) what each action is believed to be worth
    followed       (s, a) the chances of the policy that the values are about; None: the greedy one
    visits         (s,) how often each cell was left; None where the world is known and nobody walks
    returns        (e,) the discounted sum of rewards of every episode so far, and `lengths` (e,) its moves
    path           (t,) the cells of the newest episode
    objective      the figure to watch; `objective_name` says which
    note           what happened here, in words
    """

    action_values: np.ndarray
    followed: np.ndarray | None = field(default=None, repr=False)
    visits: np.ndarray | None = field(default=None, repr=False)
    returns: np.ndarray = field(default_factory=lambda: np.empty(0), repr=False)
    lengths: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64), repr=False)
    path: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64), repr=False)
    objective: float | None = None
    objective_name: str = ""
    note: str = ""

    @property
    def values(self) -> np.ndarray:
        """(s,) what each cell is worth under the policy that the values are about."""
        if self.followed is None:
            return np.asarray(self.action_values.max(axis=1))
        return np.asarray((self.followed * self.action_values).sum(axis=1))

    @property
    def policy(self) -> np.ndarray:
        """(s, a) the greedy policy: the best action, or equal chances for the equally good."""
        return greedy(self.action_values)


@dataclass(frozen=True)
class Agent(Params):
    """Base of every agent. The world's own discount is what it works with; `rule` is how it learns, as a formula in LaTeX."""

    rule: ClassVar[str] = ""

    def steps(self, world: World, seed: int = 0) -> Iterator[Learned]:
        """The states of learning in `world`, the last one being the result."""
        raise NotImplementedError

    def work(self, world: World) -> int:
        """About how many moves, real and replayed, the learning takes; 0 where it is always quick."""
        return 0

    def fit(self, world: World, seed: int = 0) -> Learned:
        """The result: the last state of `steps`."""
        found: Learned = last(self.steps(world, seed))
        return found

    def script(self, seed: int = 0, gamma: float = 1.0) -> Script:
        """Plain NumPy that makes the same `Q` (s, a) from `world`, as the world's own code makes it."""
        raise NotImplementedError


def greedy(action_values: np.ndarray) -> np.ndarray:
    """(s, a) equal chances for the best actions of every cell. O(s a)."""
    best = action_values >= action_values.max(axis=1, keepdims=True) - TIE
    return best / best.sum(axis=1, keepdims=True)
