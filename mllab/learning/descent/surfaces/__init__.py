"""Surfaces to walk down: each is one file, a formula with the range it is drawn over; the catalog is this folder."""

from mllab.learning.descent.surfaces._surface import Surface
from mllab.registry import catalog

SURFACES = catalog("mllab.learning.descent.surfaces", Surface)

__all__ = ["SURFACES", "Surface"]
