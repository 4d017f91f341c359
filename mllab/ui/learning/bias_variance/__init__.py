"""The pieces of the page on bias and variance: what is simulated, its pictures, the same on a table."""

from mllab.ui.learning.bias_variance.known import known
from mllab.ui.learning.bias_variance.own import own

__all__ = ["known", "own"]
