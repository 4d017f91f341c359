"""A neuron: the perceptron's rule, backpropagation in all its numbers, and learning without a teacher."""

from mllab.ui import page
from mllab.ui.learning.classroom import classroom
from mllab.ui.learning.perceptron import hebb, numbers, rule
from mllab.ui.which import which

SHOWN = {"The perceptron": rule, "Backpropagation": numbers, "Hebb and Oja": hebb}

with (
    page(
        "A neuron",
        "What does a neuron do when it learns? Follow one from mistake to mistake, then a few of them number by number.",
    ),
    classroom(("mistakes", "samples")),
):
    SHOWN[which("Show", SHOWN, "neuron")]()
