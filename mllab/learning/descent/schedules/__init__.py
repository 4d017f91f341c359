"""How the learning rate changes over the steps: each is one file; the catalog is this folder."""

from mllab.learning.descent.schedules._schedule import Schedule
from mllab.registry import catalog

SCHEDULES = catalog("mllab.learning.descent.schedules", Schedule)

__all__ = ["SCHEDULES", "Schedule"]
