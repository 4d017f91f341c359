"""A network in training that is watched: it runs for some epochs or some time, remembers its way, and can be changed by hand."""

import math
import time
from dataclasses import replace

import numpy as np

from mllab.errors import ParamError
from mllab.learning.neurons._features import features
from mllab.learning.neurons._lesson import Lesson
from mllab.learning.neurons._mark import HUGE, Mark
from mllab.learning.neurons._samples import Samples
from mllab.learning.neurons._stop import Stop
from mllab.learning.neurons._training import Training, Weights

MARKS = 400  # at most so many states are remembered; when there are more, every second is let go


class Live:
    """A lesson under way. The same lesson, samples and number of epochs give the same weights, however they were cut into runs.

    Not for two threads at a time.
    """

    def __init__(self, lesson: Lesson, samples: Samples) -> None:
        self.lesson, self.samples = lesson, samples
        self.network = lesson.network(samples)
        self.plain = self.network.bare  # what is asked: normalization is folded into its weights
        self.trainer = lesson.trainer(samples)
        self._test = features(samples.places[samples.train :], lesson.inputs), samples.answers[samples.train :]
        self._train = features(samples.places[: samples.train], lesson.inputs), samples.answers[: samples.train]
        self.edited = False
        self.restart()

    def restart(self) -> None:
        """Back to the weights of the beginning: the same each time."""
        self.edited = False
        self._begin(self.trainer.begin(self.lesson.theta(self.samples)))

    def _begin(self, weights: Weights) -> None:
        self.now = self._mark(weights)
        self.marks, self._stride = [self.now], 1

    def _mark(self, weights: Weights) -> Mark:
        theta = self.network.folded(weights.theta, weights.running)
        loss, right = self.plain.judged(theta, *self._train)
        test_loss, test_right = self.plain.judged(theta, *self._test) if len(self._test[1]) else (math.nan, math.nan)
        return Mark(weights, loss, test_loss, right, test_right)

    @property
    def theta(self) -> np.ndarray:
        """The weights of `plain` now."""
        return self.network.folded(self.now.weights.theta, self.now.weights.running)

    @property
    def learned_from(self) -> tuple[np.ndarray, np.ndarray]:
        """What the network is told of the samples that it learns from, and their answers."""
        return self._train

    @property
    def tested_on(self) -> tuple[np.ndarray, np.ndarray]:
        """The same of those kept to test on."""
        return self._test

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

    def run(self, epochs: int = 1, seconds: float = math.inf, below: float = -math.inf, stop: Stop | None = None) -> str:
        """Train for `epochs`, or until `seconds` have gone by; says why it stopped before: "" where it did not.

        It stops when the loss on the test samples is `below` a bound, or as `stop` tells, which are looked at in remembered states only; and when the weights
        have diverged. When nothing has become better for a while it stands at the best state then (Prechelt 1998).
        """
        self.marks = [mark for mark in self.marks if mark.weights.epoch <= self.now.weights.epoch]
        until, end = time.perf_counter() + seconds, self.now.weights.epoch + epochs
        while self.now.weights.epoch < end and not self.now.diverged:
            self._on(end)
            if self.now.test_loss < below:
                return "bound"
            if stop and (why := stop.why([*self.marks, self.now])):
                self.now = stop.best(self.marks) if why == "patience" else self.now
                return why
            if time.perf_counter() >= until:
                break
        return ""

    def _on(self, end: int) -> None:
        """To the next state to be remembered, or to the last epoch."""
        weights = self.now.weights
        next_mark = min(end, (weights.epoch // self._stride + 1) * self._stride)
        self.now = self._mark(self.trainer.run(weights, next_mark - weights.epoch))
        if self.now.weights.epoch % self._stride == 0:
            self._remember()

    def _remember(self) -> None:
        self.marks.append(self.now)
        if len(self.marks) > MARKS:
            self.marks, self._stride = self.marks[::2], 2 * self._stride
