"""Clustering: groups without labels. Each algorithm is one file; the catalog `CLUSTERERS` is this folder.

>>> CLUSTERERS["k-means"](k=4).fit(X, seed=0).labels     # (n,) int, -1 = noise
"""

from mllab.cluster._assign import Assigned, assign
from mllab.cluster._base import Clusterer, Clustering
from mllab.cluster._table import label_table, with_groups
from mllab.cluster._whole import Whole, fit_whole, fitting_whole
from mllab.registry import catalog

CLUSTERERS = catalog("mllab.cluster", Clusterer)

__all__ = [
    "CLUSTERERS",
    "Assigned",
    "Clusterer",
    "Clustering",
    "Whole",
    "assign",
    "fit_whole",
    "fitting_whole",
    "label_table",
    "with_groups",
]
