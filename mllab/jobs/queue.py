"""The jobs that this process keeps: first come, first served, each on a worker that has nothing else to do.

A worker that dies takes its job with it once: the job is begun anew, and the second time it is lost.

Work that nobody waits for (`behind`) comes after all other work, on a worker that does not keep what others need, and never on the last
free one: that is for what is asked for next.
"""

import threading
import traceback
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from mllab.errors import MllabError
from mllab.jobs import folder, threads
from mllab.jobs.place import Place, Sent
from mllab.jobs.worker import ATTEMPTS, LOST, STOPPED

LOOK = 0.2  # seconds between two looks for a worker that is being started anew
MEASURES = "mllab.jobs.probe:measure"
CLOSED = "The app was closed before this was done. Start it again."


class Queue:
    """Waiting and running jobs of this process."""

    def __init__(self, place: Callable[[], Place]) -> None:
        self._make = place
        self._place: Place | None = None
        self._making = threading.Lock()
        self._waiting: deque[Path] = deque()
        self._running: dict[Path, Sent] = {}
        self._tries: dict[Path, int] = {}
        self._behind: set[Path] = set()
        self._seen: dict[str, str] = {}  # which worker had an array last, and may still have what follows from it
        self._changed = threading.Condition()
        self._news = 0
        self._closed = False
        threading.Thread(target=self._serve, daemon=True, name="jobs").start()

    def put(self, home: Path, behind: bool = False) -> None:
        """Add a job at the end; those that nobody waits for come after all others."""
        with self._changed:
            (self._behind.add if behind else self._behind.discard)(home)
            at = len(self._waiting) if behind else sum(other not in self._behind for other in self._waiting)
            self._waiting.insert(at, home)
            self._tries[home] = 0
            self._tell_all()

    def before(self, home: Path) -> int | None:
        """How many wait before it here; 0 when it is with a worker, None when it is not here."""
        with self._changed:
            if home in self._running:
                return 0
            return self._waiting.index(home) if home in self._waiting else None

    def drop(self, home: Path) -> bool:
        """Take a waiting job out; False when it does not wait here."""
        with self._changed:
            if home not in self._waiting:
                return False
            self._waiting.remove(home)
            return True

    def ready(self) -> None:
        """Make the place ready. What keeps it from being so is told by the first job."""
        with suppress(Exception):
            self._there().idle(())

    def kill(self, worker: dict[str, Any]) -> None:
        """End the worker told in worker.json, which is on another machine, at once."""
        self._there().kill(worker)

    def close(self) -> None:
        """Stop serving and give the place back. Jobs that run or wait are lost."""
        with self._changed:
            self._closed = True
            left = [*self._running, *self._waiting]
            self._waiting.clear()
            self._running.clear()
            self._tell_all()
        with self._making:
            if self._place is not None:
                self._place.close()
        for home in left:
            folder.end(home, "lost", CLOSED)

    def _tell_all(self) -> None:
        self._news += 1
        self._changed.notify_all()

    def _there(self) -> Place:
        with self._making:
            if self._place is None:
                self._place = self._make()
            return self._place

    def _serve(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or bool(self._waiting))
                if self._closed:
                    return
                news = self._news
                busy = [sent.worker for sent in self._running.values()]
            try:
                idle = self._there().idle(busy)
            except Exception as error:  # noqa: BLE001  no cluster: every waiting job is told why, the app goes on
                self._refuse(error)
                continue
            if not (idle and self._send(idle, len({*idle, *busy}))):
                with self._changed:
                    self._changed.wait_for(lambda news=news: self._news != news, LOOK)  # type: ignore[misc]

    def _send(self, idle: list[str], workers: int) -> bool:
        """Send the first job that waits, when one of the idle workers is for it; whether there is anything to do next."""
        with self._changed:
            if not self._waiting or self._closed:
                return True
            if self._waiting[0] in self._behind and len(idle) == 1 < workers:
                return False
            home = self._waiting.popleft()
            place = self._there()
            others = [running for running in self._running if home in self._behind or running not in self._behind]
            share = threads.share(len(others), place.cores)
            self._tries[home] = attempt = 1 + max(self._tries.get(home, 0), _attempts(home))
            sent = self._running[home] = Sent(home, self._nearest(home, idle), attempt, share)
        try:
            place.send(sent, lambda broken: self._done(sent, broken))
        except Exception as error:  # noqa: BLE001  a cluster that went away between two calls
            self._done(sent, error)
        return True

    def _nearest(self, home: Path, idle: list[str]) -> str:
        """Of the idle workers the one that had most of this job's arrays last; for what nobody waits for, and for measuring, the one that had fewest."""
        told = folder.read(home / "spec.json") or {}
        digests = list(told.get("arrays", {}).values())

        def had(worker: str) -> int:
            return sum(self._seen.get(digest) == worker for digest in digests)

        if home in self._behind or told.get("function") == MEASURES:  # what it works on are a few rows: nothing of it is of use to others
            return min(idle, key=had)
        chosen = max(idle, key=had)
        self._seen = dict(list((self._seen | dict.fromkeys(digests, chosen)).items())[-100:])
        return chosen

    def _done(self, sent: Sent, broken: BaseException | None) -> None:
        """A job has come back: it has ended, or its worker has."""
        with self._changed:
            if self._running.get(sent.home) is sent:  # and not a later start of the same job
                with suppress(OSError):  # a disk that is full: the job is then shown as lost
                    if not self._closed and sent.home.exists() and not folder.over(sent.home):
                        self._settle(sent, broken)
                del self._running[sent.home]
                if folder.over(sent.home):
                    self._behind.discard(sent.home)
            self._tell_all()

    def _settle(self, sent: Sent, broken: BaseException | None) -> None:
        if folder.asked_to_stop(sent.home):
            folder.end(sent.home, "stopped", STOPPED)
        elif broken is not None and not died(broken):
            _tell(sent.home, broken, f"The work could not be begun: {type(broken).__name__}: {broken}")
        elif sent.attempt < ATTEMPTS:
            folder.log(sent.home, event="worker died", attempt=sent.attempt)
            self._waiting.appendleft(sent.home)
        else:
            folder.end(sent.home, "lost", LOST)

    def _refuse(self, error: Exception) -> None:
        """No place to work: every waiting job is told."""
        message = str(error) if isinstance(error, MllabError) else f"No workers could be started: {type(error).__name__}: {error}"
        with self._changed:
            while self._waiting:
                _tell(self._waiting[0], error, message)
                self._waiting.popleft()


def _attempts(home: Path) -> int:
    return int((folder.read(home / "worker.json") or {}).get("attempt", 0))


def _tell(home: Path, error: BaseException, message: str) -> None:
    (home / "error.txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    folder.end(home, "failed", message)


def died(broken: BaseException) -> bool:
    """Whether that is what a place says of a worker, or of a whole cluster, that is gone."""
    return type(broken).__name__ in {"KilledWorker", "CancelledError", "FutureCancelledError", "CommClosedError", "TimeoutError"}
