"""The networks that are being trained on open pages: each is kept by its page's session, found here by its id, and gone with the session."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock
from weakref import WeakValueDictionary

from mllab.errors import DataError, ParamError
from mllab.learning.goals import Goal
from mllab.learning.neurons import Lesson, Live, Maps, Samples, Stop
from mllab.ui.learning.playground.forks import MOST, Fork, fork
from mllab.ui.learning.playground.frame import frame


class Running:
    """A network under way, as a page shows it. Every call takes its turn, whatever thread it comes from."""

    def __init__(self) -> None:
        self.id = secrets.token_urlsafe(12)
        self.lock = Lock()
        self.revision = 0
        self.stop, self.goals = Stop(), tuple[Goal, ...]()
        self.forks: list[Fork] = []
        self._given: tuple[Lesson, Samples] | None = None
        self._made: tuple[Live, Maps] | None = None
        RUNNING[self.id] = self

    def set(self, lesson: Lesson, samples: Samples, stop: Stop | None = None, goals: Sequence[Goal] = ()) -> None:
        """Train this from now on. Only another training (learning rate, penalty ...) leaves the weights as they are; other samples let go of what was kept.

        The network is made when the browser first asks for it, so that the page does not wait for the compiled loops.
        """
        with self.lock:
            self.stop, self.goals = stop or Stop(), tuple(goals)
            if self._given == (lesson, samples):
                return
            lesson.trainer(samples)  # which raises what is wrong with it
            if self._given and samples is self._given[1] and lesson == replace(self._given[0], training=lesson.training):
                if self._made:
                    self._made[0].change(lesson.training)
            else:
                if self._given and samples is not self._given[1]:
                    self.forks = []
                self._made = None
                self.revision += 1
            self._given = (lesson, samples)

    @property
    def live(self) -> Live:
        """The network under way."""
        return self.under_way()[0]

    def under_way(self) -> tuple[Live, Maps]:
        """The network under way, and the places of its picture. DataError before there is one."""
        if self._given is None:
            raise DataError("There is nothing to train yet. Load the page again.")
        if self._made is None:
            lesson, samples = self._given
            self._made = Live(lesson, samples), Maps(lesson.inputs)
        return self._made

    def fork(self) -> None:
        """Keep the way so far beside the one that goes on from here. ParamError when there are too many."""
        if len(self.forks) >= MOST:
            raise ParamError(f"Up to {MOST} ways are kept. Let go of one first.")
        self.forks.append(fork(*self.under_way()))

    def swap(self, number: int) -> None:
        """Go on from the end of a way that was kept, and keep the present one in its place. ParamError when its network is another one."""
        live, kept = self.live, self._fork(number)
        if not kept.fits(live.lesson):
            raise ParamError("This way is one of another network. Set the controls as they were then to train it anew.")
        self.forks[number] = fork(live, self.under_way()[1])
        live.marks, live.now = kept.marks, kept.marks[-1]

    def drop(self, number: int) -> None:
        """Let go of a way. ParamError when there is none of this number."""
        self.forks.remove(self._fork(number))

    def _fork(self, number: int) -> Fork:
        if not 0 <= number < len(self.forks):
            raise ParamError(f"{len(self.forks)} ways are kept, got number {number}.")
        return self.forks[number]

    def frame(self, stopped: str = "", whole: bool = False, forks: bool = False) -> bytes:
        """The network of now for the browser: see `frame`."""
        return frame(self, stopped, whole, forks or whole)


RUNNING: "WeakValueDictionary[str, Running]" = WeakValueDictionary()
