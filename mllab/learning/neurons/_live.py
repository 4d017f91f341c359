"""A network in training that is watched: it runs for some epochs or some time, remembers its way, and can be changed by hand."""

import math
import time
from dataclasses import dataclass, replace

import numpy as np

from mllab.errors import ParamError
from mllab.learning.neurons._features import features
from mllab.learning.neurons._lesson import Lesson
from mllab.learning.neurons._samples import Samples
from mllab.learning.neurons._training import Training, Weights

MARKS = 400  # at most so many states are remembered; when there are more, every second is let go
HUGE = 1e6  # a weight beyond this has diverged


@dataclass(frozen=True, eq=False)
class Mark:
    """A state on the way: its weights, and loss and share of right classes on the samples learned from and on those kept for testing."""

    weights: Weights
    loss: float
    test_loss: float
    right: float
    test_right: float

    @property
    def diverged(self) -> bool:
        """Whether the steps were too long: a weight is huge, or not a number."""
        return not bool(np.all(np.abs(self.weights.theta) < HUGE))


class Live:
    """A lesson under way. The same lesson, samples and number of epochs give the same weights, however they were cut into runs.

    Not for two threads at a time.
    """

    def __init__(self, lesson: Lesson, samples: Samples) -> None:
        self.lesson, self.samples = lesson, samples
        self.network = lesson.network(samples)
        self.trainer = lesson.trainer(samples)
        self._test = features(samples.places[samples.train :], lesson.inputs), samples.answers[samples.train :]
        self._train = features(samples.places[: samples.train], lesson.inputs), samples.answers[: samples.train]
        self.edited = False
        self.restart()

    def restart(self) -> None:
        """Back to the weights of the beginning: the same each time."""
        self.edited = False
        self._begin(Weights.of(self.lesson.theta(self.samples)))

    def _begin(self, weights: Weights) -> None:
        self.now = self._mark(weights)
        self.marks, self._stride = [self.now], 1

    def _mark(self, weights: Weights) -> Mark:
        loss, right = self.network.judged(weights.theta, *self._train)
        test_loss, test_right = self.network.judged(weights.theta, *self._test) if len(self._test[1]) else (math.nan, math.nan)
        return Mark(weights, loss, test_loss, right, test_right)

    def change(self, training: Training) -> None:
        """Train on in another way, from the weights of now."""
        self.lesson = replace(self.lesson, training=training)
        self.trainer = self.lesson.trainer(self.samples)

    def put(self, place: int, value: float) -> None:
        """Set the weight or bias at `place` of theta by hand. ParamError for a place that is not there or a value that is no number."""
        if not (0 <= place < self.network.p and math.isfinite(value) and abs(value) < HUGE):
            raise ParamError(
                f"A weight is a number below {HUGE:,.0f}, at a place from 0 to {self.network.p - 1}; got {value!r} at {place}."
            )
        weights = self.now.weights.copy()
        weights.theta[place] = value
        weights.dead[place] = False
        self.edited = True
        self.now = self._mark(weights)
        self.marks = [mark for mark in self.marks if mark.weights.epoch < weights.epoch] + [self.now]

    def back(self, number: int) -> None:
        """Stand at a remembered state again; training from there forgets what came after. ParamError when there are fewer states."""
        if not 0 <= number < len(self.marks):
            raise ParamError(f"{len(self.marks)} states are remembered, got number {number}.")
        self.now = self.marks[number]

    def run(self, epochs: int = 1, seconds: float = math.inf, below: float = -math.inf) -> bool:
        """Train for `epochs`, or until `seconds` have gone by; True when the loss on the test samples has come `below` a bound.

        The bound is looked at in remembered states only. Stops too when the weights have diverged.
        """
        self.marks = [mark for mark in self.marks if mark.weights.epoch <= self.now.weights.epoch]
        until, end = time.perf_counter() + seconds, self.now.weights.epoch + epochs
        weights = self.now.weights
        while weights.epoch < end and not self.now.diverged:
            next_mark = min(end, (weights.epoch // self._stride + 1) * self._stride)
            weights = self.trainer.run(weights, next_mark - weights.epoch)
            self.now = self._mark(weights)
            if weights.epoch % self._stride == 0:
                self._remember()
            if self.now.test_loss < below:
                return True
            if time.perf_counter() >= until:
                break
        return False

    def _remember(self) -> None:
        self.marks.append(self.now)
        if len(self.marks) > MARKS:
            self.marks, self._stride = self.marks[::2], 2 * self._stride
