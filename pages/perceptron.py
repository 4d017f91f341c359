"""A neuron: the perceptron's rule, and backpropagation in all its numbers."""

from mllab.ui import page
from mllab.ui.learning.perceptron import numbers, rule
from mllab.ui.which import which

SHOWN = {"The perceptron": rule, "Backpropagation": numbers}

with page(
    "A neuron",
    "What does a neuron do when it learns? Follow one from mistake to mistake, then a few of them number by number.",
):
    SHOWN[which("Show", SHOWN, "neuron")]()
