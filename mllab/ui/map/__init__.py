"""The pieces of the map page: what is drawn, the picture with its trust beside it, and one file per question asked of it."""

from mllab.ui.map.ask import ask
from mllab.ui.map.chosen import Chosen, choose_beside, choose_map
from mllab.ui.map.noted import note
from mllab.ui.map.shown import show

__all__ = ["Chosen", "ask", "choose_beside", "choose_map", "note", "show"]
