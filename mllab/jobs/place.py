"""Where jobs are done: the contract between the queue and a cluster, or a thread of this process."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True)
class Sent:
    """A job on its way: its folder, the worker that is to do it, and which attempt this is.

    `threads` are those that its compiled loops may use; 0 leaves them as the worker has them.
    """

    home: Path
    worker: str
    attempt: int
    threads: int = 0


Done = Callable[[BaseException | None], None]


class Place(Protocol):
    """Does jobs. `done` is called once for each, from any thread: with None when it was worked on, else with what broke."""

    @property
    def cores(self) -> int:
        """The cores that its jobs share; 0 when they are not ours to divide."""

    def idle(self, busy: Sequence[str]) -> list[str]:
        """The workers that could take a job now, `busy` being those that have one of ours. Raises when there is no place to work."""

    def send(self, sent: Sent, done: Done) -> None:
        """Have a job worked on."""

    def kill(self, worker: dict[str, Any]) -> None:
        """End the worker told in worker.json, which is on another machine, at once."""

    def close(self) -> None:
        """Give everything back."""
