"""The loss surface of a real network: trained, then looked at along two directions through all of its weights.

>>> landscape(Network(skips=True), "random directions", seed=0).grid
"""

from mllab.learning.landscape._directions import DIRECTIONS, Directions, filter_normalized, main_axes, projected
from mllab.learning.landscape._landscape import Landscape, landscape, landscapes
from mllab.learning.landscape._network import Network, moons

__all__ = [
    "DIRECTIONS",
    "Directions",
    "Landscape",
    "Network",
    "filter_normalized",
    "landscape",
    "landscapes",
    "main_axes",
    "moons",
    "projected",
]
