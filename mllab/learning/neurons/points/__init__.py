"""Sets of points to be learned. Each is one file; the catalog `POINTS` is this folder."""

from mllab.learning.neurons.points._points import REACH, Points
from mllab.registry import catalog

POINTS = catalog("mllab.learning.neurons.points", Points)

__all__ = ["POINTS", "REACH", "Points"]
