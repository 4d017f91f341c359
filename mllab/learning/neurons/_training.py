"""Training: an optimizer and its knobs, and the weights on their way."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
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
    penalty: Literal["none", "L1", "L2"] = knob(
        "none", help="What large weights cost: L1 makes many of them zero; L2 is weight decay, with AdamW beside the step."
    )
    penalty_rate: float = knob(0.0, 0.0, 10.0, help="How much they cost.")
    dropout: float = knob(
        0.0, 0.0, 0.9, help="Share of the hidden neurons that is silent in a step, each time others (Srivastava et al. 2014)."
    )


@dataclass(frozen=True, eq=False)
class Weights:
    """The weights on their way: `theta` (p,), the optimizer's memory, which weights L1 has killed, the steps and epochs made; where the network is normed
    the running means and variances (2 hidden,) of its hidden neurons."""

    theta: np.ndarray
    first: np.ndarray
    second: np.ndarray
    dead: np.ndarray
    steps: int = 0
    epoch: int = 0
    running: np.ndarray = field(default_factory=lambda: np.zeros(0))

    @classmethod
    def of(cls, theta: np.ndarray, normed: int = 0) -> Self:
        """Before the first step, of a network with so many normed neurons."""
        running = np.repeat([0, 1], normed).astype(theta.dtype)
        return cls(theta.copy(), np.zeros_like(theta), np.zeros_like(theta), np.zeros(len(theta), bool), running=running)

    def copy(self) -> "Weights":
        """The same, with memory of its own."""
        theta, first, second, dead = (array.copy() for array in (self.theta, self.first, self.second, self.dead))
        return Weights(theta, first, second, dead, self.steps, self.epoch, self.running.copy())


class Trainer:
    """A network, its training and its samples, ready to run; it keeps no weights.

    Samples are taken in their order: shuffle them before. `seed` is that of the dropout. Raises DataError when samples and network do not fit, or when there
    are none, and ParamError for batches of one sample that are to be normalized.
    """

    def __init__(self, network: Network, training: Training, X: np.ndarray, y: np.ndarray, dtype: type = np.float32, seed: int = 0) -> None:
        if network.normed and training.batch < 2:
            raise ParamError("Batch normalization takes batches of at least 2 samples, got 1. Raise the batch, or turn it off.")
        self.network, self.training, self.dtype, self.seed = network, training, dtype, seed
        self.X, self.y = network.columns(X, dtype), network.answers(y, dtype)
        if not self.X.shape[1] or self.X.shape[1] != self.y.shape[1]:
            raise DataError(f"Training takes as many answers as samples, at least one, got {self.y.shape[1]} and {self.X.shape[1]}.")
        self._plan, self._weights = network.plan(), network.weights()

    def begin(self, theta: np.ndarray) -> Weights:
        """The weights (p,) before the first step."""
        return Weights.of(theta.astype(self.dtype), self.network.normed * self.network.hidden)

    def run(self, weights: Weights, epochs: int = 1) -> Weights:
        """The weights after some more epochs; those given stay as they are. O(epochs x samples x p), without holding Python's lock."""
        new = weights.copy()
        told = self._told(epochs)
        if len(new.running) != 2 * self.network.normed * self.network.hidden:
            raise DataError("These weights are of another network: begin with those of `begin`.")
        state = new.theta, new.first, new.second, new.dead, self._weights, new.steps
        if self.network.normed or self.training.dropout:
            from mllab.learning.neurons.kernels import regular

            run: Any = regular.epochs
            steps = run(*state, new.running, *self._plan, *told, self.network.normed, float(self.training.dropout), self.seed)
        else:
            from mllab.learning.neurons.kernels import training

            steps = training.epochs(*state, *self._plan, *told)
        return replace(new, steps=steps, epoch=new.epoch + epochs)

    def _told(self, epochs: int) -> tuple[Any, ...]:
        told = self.training
        return (
            LOSSES.index(self.network.loss), self.X, self.y, told.batch, OPTIMIZERS.index(told.optimizer), self.dtype(told.learning_rate),
            PENALTIES.index(told.penalty), self.dtype(told.penalty_rate), epochs,
        )  # fmt: skip


def train(
    network: Network, training: Training, theta: np.ndarray, X: np.ndarray, y: np.ndarray, epochs: int, dtype: type = np.float32
) -> Weights:
    """Train from the weights `theta` (p,) on X (n, inputs) with answers y. O(epochs n p). Raises DataError when they do not fit."""
    if theta.shape != (network.p,):
        raise DataError(f"The network has {network.p} weights, got an array of shape {theta.shape}.")
    trainer = Trainer(network, training, X, y, dtype)
    return trainer.run(trainer.begin(theta), epochs)


def sweep(trainers: list[Trainer], thetas: list[np.ndarray], epochs: int, workers: int = 2) -> list[Weights]:
    """Train many networks at once, `workers` at a time; the result does not depend on how many. O(the sum of their work / workers).

    Raises ParamError when there are not as many starts as trainers.
    """
    if len(trainers) != len(thetas):
        raise ParamError(f"A sweep takes a start for each network, got {len(thetas)} for {len(trainers)}.")

    def one(given: tuple[Trainer, np.ndarray]) -> Any:
        return given[0].run(given[0].begin(given[1]), epochs)

    with ThreadPoolExecutor(max(1, workers)) as pool:
        return list(pool.map(one, zip(trainers, thetas, strict=True)))
