"""What the page works on: an agent in a world, and everything that it learned on the way, computed once."""

import time
from dataclasses import dataclass

import streamlit as st

from mllab.agents import Agent, Learned, World, best
from mllab.errors import DataError
from mllab.script import Script
from mllab.ui.watch import seconds, watch

AT_ONCE = 10_000_000  # moves: under a second
STATES = 500


@dataclass(frozen=True, eq=False)
class View:
    """One training on the page."""

    world: World
    agent: Agent
    seed: int
    states: list[Learned]
    seconds: float

    @property
    def result(self) -> Learned:
        """The last state."""
        return self.states[-1]

    @property
    def walks(self) -> bool:
        """Whether the agent learns by walking, in episodes."""
        return self.result.visits is not None

    @property
    def optimum(self) -> float:
        """What the best policy is worth from the start."""
        return float(best(self.world).values[self.world.tables().start])

    def script(self) -> Script:
        """The world and the training as one script."""
        return self.world.code() + self.agent.script(self.seed, self.world.gamma)


def trained(world: World, agent: Agent, seed: int, slot: str = "first") -> View:
    """Train, or remember having trained; what takes long runs under a progress bar with a Stop button."""
    token = (repr(world), repr(agent), seed)
    if agent.work(world) <= AT_ONCE:
        return View(world, agent, seed, *_states(agent, world, seed, token))
    found, _ = watch(f"train-{slot}", token, lambda: agent.steps(world, seed), f"{agent.name}: state", STATES)
    if not found:
        raise DataError(f"{agent.name} was stopped before its first episode ended. Start it again, or ask for fewer episodes.")
    return View(world, agent, seed, found, seconds(f"train-{slot}"))


@st.cache_resource(max_entries=12, show_spinner="Learning")
def _states(_agent: Agent, _world: World, seed: int, token: tuple[object, ...]) -> tuple[list[Learned], float]:
    begun = time.perf_counter()
    return list(_agent.steps(_world, seed)), time.perf_counter() - begun
