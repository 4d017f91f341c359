"""What a wrong answer costs: each loss is one file, with its slope; the catalog is this folder."""

from mllab.learning.losses._loss import Kind, Loss
from mllab.registry import catalog

LOSSES = catalog("mllab.learning.losses", Loss)

__all__ = ["LOSSES", "Kind", "Loss"]
