"""Neurons: small networks trained by compiled loops, step by step, as in TensorFlow Playground.

>>> lesson, samples = Lesson(hidden=(8, 8)), drawn(POINTS["spiral"](), seed=0)
>>> live = Live(lesson, samples)
>>> live.run(epochs=100)
>>> live.now.test_loss
"""

from mllab.learning.neurons._backprop import Step, backprop
from mllab.learning.neurons._features import FEATURES, features
from mllab.learning.neurons._finder import Rates, find_rate
from mllab.learning.neurons._hebb import RULES, Plastic, plastic, principal
from mllab.learning.neurons._lesson import Lesson
from mllab.learning.neurons._links import Linked, linked
from mllab.learning.neurons._live import Live
from mllab.learning.neurons._many import Trained, grid, many, seeds, trained
from mllab.learning.neurons._maps import Maps
from mllab.learning.neurons._mark import Mark
from mllab.learning.neurons._measures import MEASURES, Meters, Scores, measures, meters, scores
from mllab.learning.neurons._network import ACTIVATIONS, LOSSES, Network
from mllab.learning.neurons._perceptron import Bound, Mistake, bound, parted, perceptron
from mllab.learning.neurons._samples import Samples, by_hand, drawn, of_columns, of_table, placed
from mllab.learning.neurons._starts import STARTS, start
from mllab.learning.neurons._stop import STOPS, Stop
from mllab.learning.neurons._torch import torch_code
from mllab.learning.neurons._training import OPTIMIZERS, PENALTIES, Trainer, Training, Weights, sweep, train
from mllab.learning.neurons.points import POINTS, Points

__all__ = [
    "ACTIVATIONS",
    "FEATURES",
    "LOSSES",
    "MEASURES",
    "OPTIMIZERS",
    "PENALTIES",
    "POINTS",
    "RULES",
    "STARTS",
    "STOPS",
    "Bound",
    "Lesson",
    "Linked",
    "Live",
    "Maps",
    "Mark",
    "Meters",
    "Mistake",
    "Network",
    "Plastic",
    "Points",
    "Rates",
    "Samples",
    "Scores",
    "Step",
    "Stop",
    "Trained",
    "Trainer",
    "Training",
    "Weights",
    "backprop",
    "bound",
    "by_hand",
    "drawn",
    "features",
    "find_rate",
    "grid",
    "linked",
    "many",
    "measures",
    "meters",
    "of_columns",
    "of_table",
    "parted",
    "perceptron",
    "placed",
    "plastic",
    "principal",
    "scores",
    "seeds",
    "start",
    "sweep",
    "torch_code",
    "train",
    "trained",
]


def warm() -> None:
    """Compile the loops, or load them from the disk, so that no click waits for it."""
    points = drawn(POINTS["circle"](), n=20)
    for lesson in (Lesson(), Lesson(normed=True)):
        live = Live(lesson, points)
        live.run()
    meters(live.plain, live.theta, *live.learned_from)
    Maps(("x₁",), 4, 4).neurons(Network((1, 1), ("tanh",)), start(Network((1, 1), ("tanh",))))
