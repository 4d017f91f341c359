"""Fits that can be made by hand: a line, a logistic curve, quantile bands, a density; and the best of each to compare with."""

from mllab.learning.costs._best import best_line, best_logistic, best_quantiles
from mllab.learning.costs._drawn import KINDS, drawn
from mllab.learning.costs._likelihood import DENSITIES, Density, best_density

__all__ = ["DENSITIES", "KINDS", "Density", "best_density", "best_line", "best_logistic", "best_quantiles", "drawn"]
