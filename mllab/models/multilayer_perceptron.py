"""The multilayer perceptron: layers of weighted sums with a bend between them."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from mllab.models._training import Normed
from mllab.params import knob


@dataclass(frozen=True)
class MultilayerPerceptron(Normed):
    """Layers of weighted sums, each bent before the next takes it up; without a hidden layer it is linear or logistic regression.

    Categories are embedded: their columns are one-hot, so that each category has its own row of weights into the first layer, which is what
    looking it up in a table of embeddings would give. Fails by learning noise from few rows, and with a learning rate that does not suit.
    O(n d width + n layers width^2) per epoch.
    """

    name: ClassVar[str] = "multilayer perceptron"
    source: ClassVar[str] = "Rumelhart, Hinton & Williams 1986; embeddings: Guo & Berkhahn 2016"
    architecture: ClassVar[str] = "multilayer"

    activation: Literal["ReLU", "leaky ReLU", "GELU", "SiLU", "tanh"] = knob("SiLU", help="How a unit bends its input.")
