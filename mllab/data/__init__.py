"""Tables: read from any file, kept in the workspace, profiled, prepared.

from mllab import data
table = data.read("customers.csv")
table.frame(), table.decisions, table.rejects
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mllab.data import export, read, samples, store
    from mllab.data.table import Column, Decision, Table

__all__ = ["Column", "Decision", "Table", "export", "read", "samples", "store"]


def __getattr__(name: str) -> Any:
    """Import a part the first time it is asked for, so that `import mllab.data` stays instant."""
    if name in {"Column", "Decision", "Table"}:
        return getattr(import_module("mllab.data.table"), name)
    if name in __all__:
        return import_module(f"mllab.data.{name}")
    raise AttributeError(f"mllab.data has no {name!r}. It has: {', '.join(__all__)}.")
