"""The pieces of the clustering page: what is fitted, the picture, and one file per question asked of it."""

from mllab.ui.clustering.ask import ask
from mllab.ui.clustering.fitted import GROUP, View, fitted
from mllab.ui.clustering.noted import note
from mllab.ui.clustering.picture import picture
from mllab.ui.clustering.summary import summary

__all__ = ["GROUP", "View", "ask", "fitted", "note", "picture", "summary"]
