"""The pieces of the page beyond the U-shaped curve, one lab each."""

from mllab.ui.learning.beyond.descent import descent
from mllab.ui.learning.beyond.dimensions import dimensions
from mllab.ui.learning.beyond.growth import growth
from mllab.ui.learning.beyond.outside import outside
from mllab.ui.learning.beyond.penalties import penalties

__all__ = ["descent", "dimensions", "growth", "outside", "penalties"]
