"""The networks that are being trained on open pages: each is kept by its page's session, found here by its id, and gone with the session."""

import math
import secrets
from dataclasses import replace
from threading import Lock
from typing import Any
from weakref import WeakValueDictionary

import numpy as np

from mllab.errors import DataError
from mllab.learning.neurons import Lesson, Live, Maps, Samples
from mllab.ui.points.packet import packet, part


class Running:
    """A network under way, as a page shows it. Every call takes its turn, whatever thread it comes from."""

    def __init__(self) -> None:
        self.id = secrets.token_urlsafe(12)
        self.lock = Lock()
        self.revision = 0
        self.below = -math.inf
        self._given: tuple[Lesson, Samples] | None = None
        self._made: tuple[Live, Maps] | None = None
        RUNNING[self.id] = self

    def set(self, lesson: Lesson, samples: Samples, below: float = -math.inf) -> None:
        """Train this from now on. Only another training (learning rate, penalty ...) leaves the weights as they are.

        The network is made when the browser first asks for it, so that the page does not wait for the compiled loops.
        """
        with self.lock:
            self.below = below
            if self._given == (lesson, samples):
                return
            if self._given and samples is self._given[1] and lesson == replace(self._given[0], training=lesson.training):
                if self._made:
                    self._made[0].change(lesson.training)
            else:
                lesson.network(samples)  # which raises what is wrong with it
                self._made = None
                self.revision += 1
            self._given = (lesson, samples)

    @property
    def live(self) -> Live:
        """The network under way."""
        return self._under_way()[0]

    def _under_way(self) -> tuple[Live, Maps]:
        if self._given is None:
            raise DataError("There is nothing to train yet. Load the page again.")
        if self._made is None:
            lesson, samples = self._given
            self._made = Live(lesson, samples), Maps(lesson.inputs)
        return self._made

    def frame(self, stopped: bool = False, whole: bool = False) -> bytes:
        """The network of now for the browser: figures, weights, maps and the curve; with `whole` also what does not change. About a millisecond."""
        live, maps = self._under_way()
        now = live.now
        head: dict[str, Any] = {
            "revision": self.revision, "epoch": now.weights.epoch, "loss": _known(now.loss), "test": _known(now.test_loss),
            "right": _known(now.right), "test_right": _known(now.test_right), "stopped": stopped, "diverged": now.diverged,
            "edited": live.edited, "marks": len(live.marks),
        }  # fmt: skip
        theta = now.weights.theta
        parts = {
            "theta": part(theta.astype(np.float32)), "neurons": part(maps.neurons(live.network, theta)),
            "output": part(maps.output(live.network, theta)), "curve": part(_curve(live)),
        }  # fmt: skip
        if whole:
            head |= {"train": live.samples.train, "classes": live.samples.classes, "axes": live.samples.axes}
            head |= {"sizes": live.network.sizes, "activations": live.network.activations, "inputs": live.lesson.inputs}
            parts |= {"places": part(live.samples.places.astype(np.float32)), "answers": part(live.samples.answers.astype(np.float32))}
            parts |= {"told": part(maps.told)}
        return packet(head, parts, set())


RUNNING: "WeakValueDictionary[str, Running]" = WeakValueDictionary()


def _curve(live: Live) -> np.ndarray:
    """(m, 3) epoch and both losses of the states remembered."""
    return np.array([(mark.weights.epoch, mark.loss, mark.test_loss) for mark in live.marks], np.float32)


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
