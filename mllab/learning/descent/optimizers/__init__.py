"""The rules that walk downhill: each is one file; the catalog is this folder."""

from mllab.learning.descent.optimizers._optimizer import Memory, Optimizer
from mllab.registry import catalog

OPTIMIZERS = catalog("mllab.learning.descent.optimizers", Optimizer)

__all__ = ["OPTIMIZERS", "Memory", "Optimizer"]
