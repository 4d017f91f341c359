"""Truths to be learned: each is one file, a function on [0, 1]; the catalog is this folder."""

from mllab.learning.truths._truth import Truth
from mllab.registry import catalog

TRUTHS = catalog("mllab.learning.truths", Truth)

__all__ = ["TRUTHS", "Truth"]
