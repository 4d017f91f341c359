"""The pieces of the page on single neurons: the perceptron with points that can be drawn, backpropagation in all its numbers, and Hebbian plasticity."""

from mllab.ui.learning.perceptron.hebb import hebb
from mllab.ui.learning.perceptron.numbers import numbers
from mllab.ui.learning.perceptron.rule import rule

__all__ = ["hebb", "numbers", "rule"]
