"""Many networks trained at once: other first weights, or other learning rates and widths."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from mllab.learning.neurons._lesson import Lesson
from mllab.learning.neurons._live import Live
from mllab.learning.neurons._maps import Maps
from mllab.learning.neurons._samples import Samples

POINTS = 50  # of a curve
SIDE = 40  # of a map


@dataclass(frozen=True, eq=False)
class Trained:
    """A lesson after its training: epochs (m,), and the losses (m,) on the samples learned from and on those kept for testing; `output` is its map in
    bytes as `Maps.output` gives it, SIDE² places. Losses after it diverged are not numbers."""

    lesson: Lesson
    epochs: np.ndarray
    losses: np.ndarray
    test_losses: np.ndarray
    right: float
    output: np.ndarray


def trained(lesson: Lesson, samples: Samples, epochs: int) -> Trained:
    """Train a lesson from its beginning, looking up to 50 times on the way. O(epochs x samples x p)."""
    live, at = Live(lesson, samples), np.unique(np.linspace(0, epochs, min(POINTS, epochs) + 1).round().astype(int))
    found = np.full((len(at), 2), np.nan)
    for row, epoch in enumerate(at):
        live.run(int(epoch) - live.now.weights.epoch)
        if live.now.diverged:
            break
        found[row] = live.now.loss, live.now.test_loss
    return Trained(lesson, at, found[:, 0], found[:, 1], live.now.test_right, Maps(lesson.inputs, 2, SIDE).output(live.plain, live.theta))


def many(lessons: Sequence[Lesson], samples: Samples, epochs: int, workers: int = 2) -> Iterator[Trained]:
    """Train the lessons, `workers` at a time, each from its beginning; they come in their order. O(the sum of their work / workers)."""
    with ThreadPoolExecutor(max(1, workers)) as pool:
        waiting = [pool.submit(trained, lesson, samples, epochs) for lesson in lessons]
        try:
            for one in waiting:
                yield one.result()
        finally:
            for one in waiting:
                one.cancel()


def seeds(lesson: Lesson, count: int = 30) -> list[Lesson]:
    """The lesson with other first weights."""
    return [replace(lesson, seed=seed) for seed in range(count)]


def grid(lesson: Lesson, rates: Sequence[float], widths: Sequence[int]) -> list[Lesson]:
    """The lesson with every learning rate and width, rate by rate; its hidden layers, at least one, are all of that width."""
    deep = max(1, len(lesson.hidden))
    each = lesson.activation if len(lesson.activation) == deep else lesson.activation[:1]
    return [
        replace(lesson, hidden=(wide,) * deep, activation=each, training=replace(lesson.training, learning_rate=rate))
        for rate in rates
        for wide in widths
    ]
