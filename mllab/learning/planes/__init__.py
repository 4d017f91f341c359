"""Truths in the plane: each is one file, a function on the unit square; the catalog is this folder."""

from mllab.learning.planes._plane import Plane
from mllab.registry import catalog

PLANES = catalog("mllab.learning.planes", Plane)

__all__ = ["PLANES", "Plane"]
