"""The pieces of the Agents page: what is trained, the world, the curve, and one file per question asked of it."""

from mllab.ui.agents.ask import ask
from mllab.ui.agents.noted import note
from mllab.ui.agents.trained import View, trained
from mllab.ui.agents.watched import watched

__all__ = ["View", "ask", "note", "trained", "watched"]
