"""Training: an optimizer and its knobs, and the weights on their way."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self

import numpy as np

from mllab.errors import DataError, ParamError
from mllab.learning.neurons._network import LOSSES, Network
from mllab.params import Params, knob

OPTIMIZERS = ("SGD", "momentum", "Adam", "AdamW")
PENALTIES = ("none", "L1", "L2")


@dataclass(frozen=True)
class Training(Params):
    """Small steps against the slope of the loss of a few samples at a time.

    It diverges where the steps are too long, and stays in the nearest hollow. O(samples x weights) an epoch.
    """

    name: ClassVar[str] = "training"
    source: ClassVar[str] = "Robbins & Monro 1951; Rumelhart, Hinton & Williams 1986"

    learning_rate: float = knob(0.03, 1e-5, 10.0, log=True, help="Length of a step for a slope of 1.")
    batch: int = knob(10, 1, 2000, log=True, unit="samples", help="After how many samples a step is made.")
    optimizer: Literal["SGD", "momentum", "Adam", "AdamW"] = knob("SGD", help="How a step is made of the slope and the slopes before.")
    penalty: Literal["none", "L1", "L2"] = knob("none", help="What large weights cost; L1 makes many of them zero.")
    penalty_rate: float = knob(0.0, 0.0, 10.0, help="How much they cost.")


@dataclass(frozen=True, eq=False)
class Weights:
    """The weights on their way: `theta` (p,), the optimizer's memory, which weights L1 has killed, the steps and epochs made."""

    theta: np.ndarray
    first: np.ndarray
    second: np.ndarray
    dead: np.ndarray
    steps: int = 0
    epoch: int = 0

    @classmethod
    def of(cls, theta: np.ndarray) -> Self:
        """Before the first step."""
        return cls(theta.copy(), np.zeros_like(theta), np.zeros_like(theta), np.zeros(len(theta), bool))

    def copy(self) -> "Weights":
        """The same, with memory of its own."""
        return Weights(self.theta.copy(), self.first.copy(), self.second.copy(), self.dead.copy(), self.steps, self.epoch)


class Trainer:
    """A network, its training and its samples, ready to run; it keeps no weights.

    Samples are taken in their order: shuffle them before. Raises DataError when samples and network do not fit, or when there are none.
    """

    def __init__(self, network: Network, training: Training, X: np.ndarray, y: np.ndarray, dtype: type = np.float32) -> None:
        self.network, self.training, self.dtype = network, training, dtype
        self.X, self.y = network.columns(X, dtype), network.answers(y, dtype)
        if not self.X.shape[1] or self.X.shape[1] != self.y.shape[1]:
            raise DataError(f"Training takes as many answers as samples, at least one, got {self.y.shape[1]} and {self.X.shape[1]}.")
        self._plan, self._weights = network.plan(), network.weights()

    def run(self, weights: Weights, epochs: int = 1) -> Weights:
        """The weights after some more epochs; those given stay as they are. O(epochs x samples x p), without holding Python's lock."""
        from mllab.learning.neurons.kernels import training as kernel

        new, told = weights.copy(), self.training
        steps = kernel.epochs(
            new.theta, new.first, new.second, new.dead, self._weights, new.steps, *self._plan, LOSSES.index(self.network.loss), self.X, self.y,
            told.batch, OPTIMIZERS.index(told.optimizer), self.dtype(told.learning_rate), PENALTIES.index(told.penalty),
            self.dtype(told.penalty_rate), epochs,
        )  # fmt: skip
        return Weights(new.theta, new.first, new.second, new.dead, steps, new.epoch + epochs)


def train(
    network: Network, training: Training, theta: np.ndarray, X: np.ndarray, y: np.ndarray, epochs: int, dtype: type = np.float32
) -> Weights:
    """Train from the weights `theta` (p,) on X (n, inputs) with answers y. O(epochs n p). Raises DataError when they do not fit."""
    if theta.shape != (network.p,):
        raise DataError(f"The network has {network.p} weights, got an array of shape {theta.shape}.")
    return Trainer(network, training, X, y, dtype).run(Weights.of(theta.astype(dtype)), epochs)


def sweep(trainers: list[Trainer], thetas: list[np.ndarray], epochs: int, workers: int = 2) -> list[Weights]:
    """Train many networks at once, `workers` at a time; the result does not depend on how many. O(the sum of their work / workers).

    Raises ParamError when there are not as many starts as trainers.
    """
    if len(trainers) != len(thetas):
        raise ParamError(f"A sweep takes a start for each network, got {len(thetas)} for {len(trainers)}.")

    def one(given: tuple[Trainer, np.ndarray]) -> Any:
        return given[0].run(Weights.of(given[1].astype(given[0].dtype)), epochs)

    with ThreadPoolExecutor(max(1, workers)) as pool:
        return list(pool.map(one, zip(trainers, thetas, strict=True)))
