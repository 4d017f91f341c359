"""Grid worlds: each a file with its map as text. The catalog `WORLDS` is this folder."""

from mllab.agents.worlds._tables import Plan, Tables
from mllab.agents.worlds._world import World
from mllab.registry import catalog

WORLDS = catalog("mllab.agents.worlds", World)

__all__ = ["WORLDS", "Plan", "Tables", "World"]
