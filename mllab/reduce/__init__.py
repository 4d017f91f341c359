"""Reduction: many columns to a few that can be drawn. Each method is one file; the catalog `REDUCERS` is this folder.

>>> REDUCERS["PCA"]().fit(X, seed=0).positions     # (n, 2)
"""

from mllab.reduce._base import Reducer, Reduction
from mllab.registry import catalog

REDUCERS = catalog("mllab.reduce", Reducer)

__all__ = ["REDUCERS", "Reducer", "Reduction"]
