"""Jobs in a thread of this process, one at a time: `MLLAB_WORKERS=0`, for tests and machines with little memory.

A long call inside the work can be neither stopped nor limited here; everything else is as on a cluster.
"""

import threading
from collections.abc import Sequence
from typing import Any

from mllab.jobs.place import Done, Sent
from mllab.jobs.worker import perform

HERE = "this process"


class Thread:
    """One daemon thread per job: it does not keep the process from ending."""

    cores = 0

    def idle(self, busy: Sequence[str]) -> list[str]:
        """One job at a time: compiled loops use every core as it is."""
        return [] if busy else [HERE]

    def send(self, sent: Sent, done: Done) -> None:
        """Have a job worked on."""
        threading.Thread(target=self._work, args=(sent, done), daemon=True, name=f"job-{sent.home.name}").start()

    def kill(self, worker: dict[str, Any]) -> None:
        """Never: it is this very process."""

    def close(self) -> None:
        """Nothing is held."""

    def _work(self, sent: Sent, done: Done) -> None:
        broken: BaseException | None = None
        try:
            perform(str(sent.home), sent.threads, sent.attempt)
        except Exception as error:  # noqa: BLE001  the edge of a job: the folder is gone or cannot be written
            broken = error
        done(broken)
