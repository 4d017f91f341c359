"""The learning-rate finder: one short training with steps that grow, until they are too long."""

from dataclasses import dataclass, replace

import numpy as np

from mllab.learning.neurons._features import features
from mllab.learning.neurons._lesson import Lesson
from mllab.learning.neurons._mark import HUGE
from mllab.learning.neurons._samples import Samples
from mllab.learning.neurons._training import Trainer

WORSE = 4.0  # times the lowest loss: then the steps are too long


@dataclass(frozen=True, eq=False)
class Rates:
    """Learning rates (m,), rising, and the loss on all samples to learn from after a step with each (m,)."""

    rates: np.ndarray
    losses: np.ndarray

    @property
    def lowest(self) -> float:
        """The rate at which the loss is lowest; beyond it steps begin to be too long."""
        return float(self.rates[np.nanargmin(self.losses)])

    @property
    def good(self) -> float:
        """A tenth of the lowest: a good rate to train with (Howard & Gugger 2020)."""
        return self.lowest / 10


def find_rate(lesson: Lesson, samples: Samples, low: float = 1e-5, high: float = 10.0, steps: int = 400) -> Rates:
    """Make a step a batch from the lesson's first weights, with learning rates that grow evenly by their logarithm from `low` to `high`.

    It ends early when the loss is four times its lowest or a weight has diverged. The rate found is for the beginning of a training, with this optimizer and
    batch. O(steps x samples x p). Source: Smith 2017, Cyclical learning rates for training neural networks (the range test);
    Howard & Gugger 2020, fastai: a layered API for deep learning, for the tenth.
    """
    X, y = features(samples.places[: samples.train], lesson.inputs), samples.answers[: samples.train]
    network, plain, batch = lesson.network(samples), lesson.network(samples).bare, lesson.training.batch
    least = 2 if network.normed else 1
    batches = [slice(at, at + batch) for at in range(0, len(X), batch) if min(batch, len(X) - at) >= least] or [slice(0, len(X))]
    weights = lesson.trainer(samples).begin(lesson.theta(samples))
    rates, losses = np.geomspace(low, high, steps), []
    for number, rate in enumerate(rates):
        here = batches[number % len(batches)]
        weights = Trainer(network, replace(lesson.training, learning_rate=float(rate)), X[here], y[here], seed=lesson.seed).run(weights)
        losses.append(plain.judged(network.folded(weights.theta, weights.running), X, y)[0])
        if not np.abs(weights.theta).max() < HUGE or losses[-1] > WORSE * min(losses):
            break
    return Rates(rates[: len(losses)], np.array(losses))
