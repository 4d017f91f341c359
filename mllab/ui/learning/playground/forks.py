"""Ways of training that were kept to be compared with the one under way."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mllab.errors import ParamError
from mllab.learning.neurons import Lesson, Live, Maps, Mark

MOST = 4


@dataclass(frozen=True, eq=False)
class Fork:
    """A way that was kept: its lesson, its states, the epoch at which the other one left it, and the map of its end in bytes."""

    lesson: Lesson
    marks: list[Mark]
    left: int
    output: np.ndarray

    @property
    def name(self) -> str:
        """What tells it from the others: its layers and its knobs that are not the usual ones."""
        told = self.lesson.training
        words = [
            ", ".join(map(str, self.lesson.hidden)) or "no hidden layer",
            told.optimizer,
            f"rate {told.learning_rate:g}",
            f"batch {told.batch}",
        ]
        words += [f"{told.penalty} {told.penalty_rate:g}"] * (told.penalty != "none") + [f"dropout {told.dropout:g}"] * (told.dropout > 0)
        return " · ".join(words + ["batch norm"] * self.lesson.normed)

    def fits(self, lesson: Lesson) -> bool:
        """Whether a training of `lesson` could go on from its weights."""
        return lesson == replace(self.lesson, training=lesson.training)


def fork(live: Live, maps: Maps) -> Fork:
    """Keep the way so far, all of it, and let the present one go on from where it stands. ParamError before there is a way."""
    if len(live.marks) < 2:
        raise ParamError("There is no way to keep yet. Press play first.")
    end = live.marks[-1]
    theta = live.network.folded(end.weights.theta, end.weights.running)
    kept = Fork(live.lesson, live.marks, live.now.weights.epoch, maps.output(live.plain, theta))
    live.marks = [mark for mark in live.marks if mark.weights.epoch <= live.now.weights.epoch]
    return kept


def told(forks: list[Fork], lesson: Lesson) -> list[dict[str, Any]]:
    """What the browser says of each."""
    return [
        {
            "name": one.name, "epoch": one.marks[-1].weights.epoch, "left": one.left, "test": one.marks[-1].test_loss,
            "right": one.marks[-1].test_right, "fits": one.fits(lesson),
        }
        for one in forks
    ]  # fmt: skip


def curve(marks: list[Mark]) -> np.ndarray:
    """(m, 3) epoch and both losses of states."""
    return np.array([(mark.weights.epoch, mark.loss, mark.test_loss) for mark in marks], np.float32)
