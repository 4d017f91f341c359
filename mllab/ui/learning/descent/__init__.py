"""The pieces of the page on gradient descent: the race, the rules, and the loss surface of a real network."""

from mllab.ui.learning.descent.network import network
from mllab.ui.learning.descent.race import raced
from mllab.ui.learning.descent.rules import rules

__all__ = ["network", "raced", "rules"]
