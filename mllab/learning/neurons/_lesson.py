"""A lesson: what the network is told, how it is built, how it starts and how it is trained."""

from dataclasses import dataclass, field

import numpy as np

from mllab.errors import ParamError
from mllab.learning.neurons._features import features
from mllab.learning.neurons._network import Network
from mllab.learning.neurons._samples import Samples
from mllab.learning.neurons._starts import start
from mllab.learning.neurons._training import Trainer, Training

DEEPEST, WIDEST = 8, 12


@dataclass(frozen=True)
class Lesson:
    """The network of a playground and its training, all but the samples.

    `inputs` are of `FEATURES`; `hidden` the neurons of each hidden layer; `activation` one for all of them, or one each; `loss` as in `Network`, where
    "squared" has an output of tanh for two classes, as TensorFlow Playground; `normed` is batch normalization of the hidden layers. Raises ParamError for more than 8 hidden layers of 12.
    """

    inputs: tuple[str, ...] = ("x₁", "x₂")
    hidden: tuple[int, ...] = (4, 2)
    activation: tuple[str, ...] = ("tanh",)
    loss: str = "squared"
    start: str = "Playground"
    seed: int = 0
    training: Training = field(default_factory=Training)
    normed: bool = False

    def __post_init__(self) -> None:
        if len(self.hidden) > DEEPEST or not all(1 <= wide <= WIDEST for wide in self.hidden):
            raise ParamError(f"There are up to {DEEPEST} hidden layers of 1 to {WIDEST} neurons, got {list(self.hidden)}.")
        if len(self.activation) not in {1, len(self.hidden)}:
            raise ParamError(f"Give one activation for all hidden layers or one each, got {len(self.activation)} for {len(self.hidden)}.")

    def network(self, samples: Samples) -> Network:
        """The network for these samples. Cross-entropy takes the place of the logistic loss where there are more than two classes."""
        each = self.activation if len(self.activation) == len(self.hidden) else self.activation * len(self.hidden)
        loss = self._loss(samples)
        last = "tanh" if loss == "squared" and not samples.regression else "linear"
        return Network((len(self.inputs), *self.hidden, samples.outputs), (*each, last), loss, self.normed)

    def _loss(self, samples: Samples) -> str:
        if samples.regression:
            return "squared"
        if samples.outputs > 1:
            return "cross-entropy"
        return "squared" if self.loss == "squared" else "logistic"

    def theta(self, samples: Samples) -> np.ndarray:
        """The weights to begin with."""
        return start(self.network(samples), self.start, self.seed)

    def trainer(self, samples: Samples) -> Trainer:
        """What trains the network on the samples to learn from."""
        train = slice(0, samples.train)
        X, y = features(samples.places[train], self.inputs), samples.answers[train]
        return Trainer(self.network(samples), self.training, X, y, seed=self.seed)
