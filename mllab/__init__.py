"""mllab: a machine-learning laboratory for tables, words and ideas.

from mllab import data, cluster
table = data.read("customers.csv")
labels = cluster.CLUSTERERS["k-means"](k=4).fit(table.matrix(), seed=0).labels
"""

from importlib import import_module as _import_module
from typing import Any

__version__ = "0.1.0"
__all__ = ["cluster", "data", "reduce"]


def __getattr__(name: str) -> Any:
    """Import a family the first time it is asked for, so that `import mllab` stays instant."""
    if name in __all__:
        return _import_module(f"mllab.{name}")
    raise AttributeError(f"mllab has no {name!r}. It has: {', '.join(__all__)}.")
