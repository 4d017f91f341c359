"""The pieces of the page on borders between classes, one lab each."""

from mllab.ui.learning.boundaries.bayes import bayes
from mllab.ui.learning.boundaries.ensembles import ensembles
from mllab.ui.learning.boundaries.margins import margins
from mllab.ui.learning.boundaries.neighbors import neighbors
from mllab.ui.learning.boundaries.tree import tree

__all__ = ["bayes", "ensembles", "margins", "neighbors", "tree"]
