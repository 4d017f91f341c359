"""The pieces of the playground: the controls, the network that is being trained, its picture, and the routes between them."""

from mllab.learning.neurons import MEASURES
from mllab.ui.learning.playground.shown import playground

PARTS = {
    "net-weights": "Weights set by hand", "net-tape": "The way back, and forks", "net-meters": "Slopes and dead neurons", "net-code": "PyTorch code",
}  # fmt: skip

__all__ = ["MEASURES", "PARTS", "playground"]
