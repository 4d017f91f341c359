"""What a working job writes about itself, never more than about ten times a second."""

import time
from collections import deque
from pathlib import Path

from mllab.jobs import folder, values
from mllab.jobs.state import State

OFTEN = 0.1  # seconds between two states on the disk
DUTY = 10  # writing a state may take a tenth of the time, not more
LOGGED = 0.5  # seconds between two lines of the log
LATELY = 5.0  # seconds that a rate is measured over


class Progress:
    """The progress of one job, in its folder."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.begun = time.time()
        self.states = 0
        self.last: State | None = None
        self._next = self._next_line = 0.0
        self._lately: deque[tuple[float, int, float | None]] = deque([(self.begun, 0, 0.0)])

    def told(self, state: State) -> None:
        """A state has come: write it when it is time."""
        self.states += 1
        self.last = state
        if time.monotonic() >= self._next:
            self.write(state)

    def write(self, state: State) -> None:
        """Write the newest state, how far it is and how fast it goes."""
        clock = time.monotonic()
        values.write(self.place / "newest.npz", state.values)
        folder.write(self.place / "progress.json", self._facts(state))
        self._next = time.monotonic() + max(OFTEN, DUTY * (time.monotonic() - clock))
        if clock >= self._next_line:
            folder.log(self.place, event="state", share=state.share, **values.plain(state.values))
            self._next_line = clock + LOGGED

    def _facts(self, state: State) -> dict[str, float | int | None]:
        now = time.time()
        step, of = _whole(state.values.get("step")), _whole(state.values.get("of"))
        step = self.states if step is None else step
        self._lately.append((now, step, state.share))
        while len(self._lately) > 2 and self._lately[0][0] < now - LATELY:
            self._lately.popleft()
        then, earlier, share = self._lately[0]
        passed = max(now - then, 1e-9)
        rate = (step - earlier) / passed if step > earlier else None
        return {
            "time": now, "seconds": now - self.begun, "share": state.share, "step": step, "of": of, "version": self.states,
            "rate": rate, "left": _left(state.share, share, passed),
        }  # fmt: skip


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) or hasattr(value, "__int__") else None  # type: ignore[call-overload]


def _left(share: float | None, earlier: float | None, passed: float) -> float | None:
    if share is None or earlier is None or share <= earlier:
        return None
    return max(1 - share, 0.0) * passed / (share - earlier)
