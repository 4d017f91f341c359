"""What a job tells: its states while it works, and where it stands."""

from dataclasses import dataclass
from typing import Any, Literal

Values = dict[str, Any]  # NumPy arrays, numbers and texts by name
Standing = Literal["queued", "running", "done", "stopped", "failed", "lost"]
OVER: tuple[Standing, ...] = ("done", "stopped", "failed", "lost")


@dataclass(frozen=True, eq=False)
class State:
    """One state of the work; the last one is the result.

    values  arrays, numbers and texts by name. `step` and `of` (whole numbers), where given, are what progress is told in
    share   part of the work that is done, 0 to 1; None when nobody knows
    """

    values: Values
    share: float | None = None


@dataclass(frozen=True)
class Status:
    """Where a job stands, read from its folder.

    state    queued, running, done; stopped (by the user), failed (it raised), lost (its process is gone)
    share    part done, 0 to 1; None when nobody knows
    seconds  time worked so far, or altogether once it is over
    left     estimated seconds to the end; None when nobody knows
    rate     steps per second, lately; None before the second state
    message  what happened or is happening, in words
    step, of how many steps are done, and how many there will be (None when nobody knows)
    version  grows with every newer state that `Job.newest` can give; 0 before the first
    """

    state: Standing
    share: float | None = None
    seconds: float = 0.0
    left: float | None = None
    rate: float | None = None
    message: str = ""
    step: int = 0
    of: int | None = None
    version: int = 0

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in OVER
