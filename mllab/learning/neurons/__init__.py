"""Neurons: small networks trained by compiled loops, step by step, as in TensorFlow Playground.

>>> lesson, samples = Lesson(hidden=(8, 8)), drawn(POINTS["spiral"](), seed=0)
>>> live = Live(lesson, samples)
>>> live.run(epochs=100)
>>> live.now.test_loss
"""

from mllab.learning.neurons._backprop import Step, backprop
from mllab.learning.neurons._features import FEATURES, features
from mllab.learning.neurons._lesson import Lesson
from mllab.learning.neurons._links import Linked, linked
from mllab.learning.neurons._live import Live, Mark
from mllab.learning.neurons._maps import Maps
from mllab.learning.neurons._network import ACTIVATIONS, LOSSES, Network
from mllab.learning.neurons._perceptron import Bound, Mistake, bound, parted, perceptron
from mllab.learning.neurons._samples import Samples, by_hand, drawn, of_columns, of_table
from mllab.learning.neurons._starts import STARTS, start
from mllab.learning.neurons._torch import torch_code
from mllab.learning.neurons._training import OPTIMIZERS, PENALTIES, Trainer, Training, Weights, sweep, train
from mllab.learning.neurons.points import POINTS, Points

__all__ = [
    "ACTIVATIONS",
    "FEATURES",
    "LOSSES",
    "OPTIMIZERS",
    "PENALTIES",
    "POINTS",
    "STARTS",
    "Bound",
    "Lesson",
    "Linked",
    "Live",
    "Maps",
    "Mark",
    "Mistake",
    "Network",
    "Points",
    "Samples",
    "Step",
    "Trainer",
    "Training",
    "Weights",
    "backprop",
    "bound",
    "by_hand",
    "drawn",
    "features",
    "linked",
    "of_columns",
    "of_table",
    "parted",
    "perceptron",
    "start",
    "sweep",
    "torch_code",
    "train",
]


def warm() -> None:
    """Compile the loops, or load them from the disk, so that no click waits for it."""
    Live(Lesson(), drawn(POINTS["circle"](), n=20)).run()
    Maps(("x₁",), 4, 4).neurons(Network((1, 1), ("tanh",)), start(Network((1, 1), ("tanh",))))
