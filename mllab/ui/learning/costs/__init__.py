"""The pieces of the page on costs: losses side by side, a line and a logistic curve by hand, quantile bands, maximum likelihood."""

from mllab.ui.learning.costs.by_hand import line, logistic
from mllab.ui.learning.costs.likelihood import likelihood
from mllab.ui.learning.costs.quantiles import quantiles
from mllab.ui.learning.costs.side_by_side import side_by_side

__all__ = ["likelihood", "line", "logistic", "quantiles", "side_by_side"]
