"""Agents: learning from feedback to actions. Each method is one file; the catalog `AGENTS` is this folder, `WORLDS` that of the worlds.

>>> AGENTS["Q-learning"](episodes=500).fit(WORLDS["cliff"](), seed=0).policy     # (cells, actions) chances
"""

from mllab.agents._base import Agent, Learned, greedy
from mllab.agents._judge import Averaged, Walk, averaged, best, walk, worth
from mllab.agents._walker import Walker
from mllab.agents.worlds import WORLDS, World
from mllab.registry import catalog

AGENTS = catalog("mllab.agents", Agent)

__all__ = ["AGENTS", "WORLDS", "Agent", "Averaged", "Learned", "Walk", "Walker", "World", "averaged", "best", "greedy", "walk", "worth"]


def warm() -> None:
    """Compile what every walker needs, or load it from the disk, so that no click waits for it."""
    for agent in AGENTS.values():
        if issubclass(agent, Walker):
            agent(episodes=1).fit(WORLDS["frozen lake"](slippery=False))
