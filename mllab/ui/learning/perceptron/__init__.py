"""The pieces of the page on single neurons: the perceptron with points that can be drawn, and backpropagation in all its numbers."""

from mllab.ui.learning.perceptron.numbers import numbers
from mllab.ui.learning.perceptron.rule import rule

__all__ = ["numbers", "rule"]
