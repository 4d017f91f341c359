"""What the networks share: the knobs of their training, and a state after each epoch."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.models._base import Kind, Model, Trained
from mllab.params import knob


@dataclass(frozen=True)
class Deep(Model):
    """Base of networks that are trained step by step with torch; each names its `architecture` and adds the knobs of its own.

    A tenth of the rows, 20 at least, is set aside where there is patience: every state is then the best so far by their loss, so that
    stopping keeps the best. Rows are set aside by chance and by class; groups and time are not known here.
    """

    architecture: ClassVar[str] = ""
    only: ClassVar = MappingProxyType(
        {"loss": "regression", "quantile": "regression", "criterion": "classification", "label_smoothing": "classification"}
    )
    deep: ClassVar[bool] = True
    quick: ClassVar[bool] = False
    own: ClassVar[bool] = True

    layers: int = knob(2, 0, 8, help="Hidden layers, one after another: more can bend more, and learn noise. 0 is a linear model.")
    width: int = knob(64, 2, 512, log=True, unit="units", help="Units of a layer.")
    learning_rate: float = knob(0.005, 1e-5, 1.0, log=True, help="Size of a step: too large diverges, too small does not arrive.")
    epochs: int = knob(30, 1, 2000, log=True, help="Times that every row is seen.")
    dropout: float = knob(0.2, 0.0, 0.9, unit="of the units", help="Units left out by chance in each step, so that none is relied upon.")
    activation: Literal["ReLU", "leaky ReLU", "GELU", "SiLU", "tanh"] = knob("ReLU", help="How a unit bends its input.")
    loss: Literal["squared", "absolute", "huber"] = knob("squared", help="What an error costs; absolute and huber bear wild answers.")
    criterion: Literal["cross-entropy", "focal", "Brier"] = knob(
        "cross-entropy", help="What a wrong probability costs: focal attends to hard rows, Brier bears wrong labels."
    )
    optimizer: Literal["SGD", "momentum", "Adam", "AdamW"] = knob(
        "AdamW", help="How a step follows from slopes: SGD and momentum need larger learning rates, Adam and AdamW scale each weight's own."
    )
    schedule: Literal["constant", "cosine", "one-cycle", "plateau"] = knob(
        "cosine", help="How the learning rate goes on: cosine falls to zero, one-cycle rises first, plateau falls when the loss stays."
    )
    batch: int | None = knob(None, 1, 8192, log=True, unit="rows", help="Rows of a step; empty: a twentieth of all, 32 to 512.")
    patience: int = knob(
        0,
        0,
        200,
        unit="epochs",
        help="Set a tenth of the rows aside, keep what does best on them, stop after so long without better; 0 never.",
    )
    weight_decay: float = knob(0.01, 0.0, 1.0, help="Pull of the weights towards zero (AdamW), or their squares in the loss (the others).")
    label_smoothing: float = knob(0.0, 0.0, 0.5, help="Share of each answer that is spread over all classes: less sure of itself.")
    quantile: float | None = knob(
        None, 0.01, 0.99, help="Share of the answers that shall lie below the prediction (pinball loss); empty: predict the answer itself."
    )

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from mllab.models.estimators.network import NetworkClassifier, NetworkRegressor

        asked = {name: value for name, value in self.values().items() if self.only.get(name, kind) == kind}
        if kind == "classification":
            asked["loss"] = asked.pop("criterion")
        made: Any = NetworkClassifier if kind == "classification" else NetworkRegressor
        return made(architecture=self.architecture, random_state=seed, **asked)

    def steps(self, X: np.ndarray, seed: int = 0, y: np.ndarray | None = None, kind: Kind | None = None) -> Iterator[Trained]:
        """A state after each epoch."""
        from mllab.models.estimators.losses import NAMES

        X, y, kind = self.ready(X, y, kind)
        network = self.suited(kind, seed, X, y)
        loss = NAMES[network.kind_of_loss()]
        for state in network.progress(X, y):
            yield Trained(network.snapshot(), state.train_loss, state.valid_loss, loss, state.epoch, self.epochs, state.note)


@dataclass(frozen=True)
class Normed(Deep):
    """Base of networks whose layers may be normalized over each batch."""

    batch_norm: bool = knob(False, help="Bring each unit to mean 0 and variance 1 over the batch: deep networks learn faster.")
