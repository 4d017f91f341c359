"""A job as the rest of mllab sees it: an id, and what its folder says."""

import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mllab.errors import DataError
from mllab.jobs import beat, folder, process, values
from mllab.jobs.served import queue
from mllab.jobs.state import Status, Values
from mllab.jobs.worker import STOPPED

PATIENCE = 0.5  # seconds that a job is given to answer a stop before its worker is ended


@dataclass(frozen=True)
class Job:
    """Long work, under way or over. Two jobs of the same id are the same job; everything is read anew from its folder."""

    id: str

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return folder.root() / self.id

    @property
    def told(self) -> dict[str, Any]:
        """What it does: function, spec, arrays (digests by name), title, made. DataError when it is gone."""
        found = folder.read(self.folder / "spec.json")
        if found is None:
            raise DataError(f"There is no job {self.id!r} any more: old ones are swept. Start it again from its page.")
        return found

    @property
    def title(self) -> str:
        """What it is called."""
        return str(self.told["title"])

    def status(self) -> Status:
        """Where it stands. A job whose process is gone is lost, whoever started it."""
        home = self.folder
        end, facts, worker = (folder.read(home / name) for name in ("end.json", "progress.json", "worker.json"))
        known = _known(facts or {})
        if end is not None:
            seconds = float(end.get("seconds", known.pop("seconds", 0.0)))
            known |= {"seconds": seconds, "left": None, "rate": known.get("rate")}
            return Status(end["state"], message=end["message"], **known | ({"share": 1.0} if end["state"] == "done" else {}))
        if worker is not None and _works(home, worker):
            known |= _since(worker, facts or {})
            return Status("running", message="Stopping." if folder.asked_to_stop(home) else "", **known)
        waits = _waits(home)
        if waits is None:  # unless it has ended since we looked
            return self.status() if folder.over(home) else Status("lost", message=GONE, **known)
        return Status("queued", message=waits)

    def newest(self) -> Values | None:
        """The values of the newest state, or None before the first."""
        found = values.read(self.folder / "newest.npz")
        return found if found is not None else self.result()

    def result(self) -> Values | None:
        """The values of the last state, once the job is done; None before, and when it ended otherwise."""
        path = self.folder / "result.npz"
        if self.status().state != "done" or not path.exists():
            return None
        found = values.kept(path, path.stat().st_mtime_ns)
        return None if found is None else dict(found)

    def error(self) -> str:
        """The traceback of what it raised, or an empty text."""
        path = self.folder / "error.txt"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def stop(self) -> None:
        """Ask it to stop: between two states, or, when it does not answer for half a second, by ending its worker process."""
        if folder.over(self.folder) or not self.folder.exists():
            return
        (self.folder / "stop").touch()
        if queue().drop(self.folder):
            folder.end(self.folder, "stopped", "Stopped before its turn came.")
            return
        threading.Thread(target=_insist, args=(self.folder,), daemon=True, name="stop").start()

    def let_go(self) -> None:
        """Nobody needs it any more: it is not begun, or ends when it next looks. Unlike `stop` it never costs a worker what that keeps."""
        if folder.over(self.folder) or not self.folder.exists():
            return
        (self.folder / "stop").touch()
        if queue().drop(self.folder):
            folder.end(self.folder, "stopped", "Let go before its turn came.")

    def again(self) -> None:
        """Begin anew a job that was stopped, failed or lost; one that is done, with its result whole, or under way is left alone."""
        state = self.status().state
        if state in {"queued", "running"} or (state == "done" and self.result() is not None):
            return
        folder.clear(self.folder)
        self.put()

    def put(self) -> None:
        """Add it to this process's queue."""
        folder.write(self.folder / "owner.json", process.me() | {"since": time.time()})
        folder.log(self.folder, event="queued")
        queue().put(self.folder, bool(self.told.get("behind")))

    def wait(self, seconds: float | None = None) -> Status:
        """Wait until it is over, at most so many seconds; for scripts and tests, never for pages."""
        until = None if seconds is None else time.monotonic() + seconds
        while not (found := self.status()).over and (until is None or time.monotonic() < until):
            time.sleep(0.01)
        return found


GONE = "The app was closed, or its worker processes ended, before this was done. Start it again."


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: facts[key] for key in ("share", "seconds", "left", "rate", "step", "of", "version") if key in facts}


def _since(worker: dict[str, Any], facts: dict[str, Any]) -> dict[str, float | None]:
    """The clocks of a running job, which go on between two states."""
    left, now = facts.get("left"), time.time()
    return {"seconds": max(now - float(worker["since"]), 0.0), "left": left and max(left - (now - float(facts["time"])), 0.0)}


def _works(home: Path, worker: dict[str, Any]) -> bool:
    """Whether the worker still lives; on another machine by its beat."""
    if process.here(worker):
        return process.alive(worker)
    try:
        return time.time() - (home / "beat").stat().st_mtime < beat.STALE
    except OSError:
        return False


def _waits(home: Path) -> str | None:
    """What a queued job waits for, in words; None when nobody keeps it in a queue."""
    before = queue().before(home)
    if before is not None:
        return f"{before} before this one." if before else "Waiting for a free worker."
    owner = folder.read(home / "owner.json")
    ours = owner is not None and process.here(owner) and process.me()["born"] == owner["born"] and process.me()["pid"] == owner["pid"]
    if owner is None or ours or (process.here(owner) and not process.alive(owner)):
        return None
    return "Waiting in another window of mllab."


def _insist(home: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if folder.over(home):
            return
        time.sleep(0.01)
    worker = folder.read(home / "worker.json")
    if worker is None:  # sent to a worker that has not looked at it yet, and will not when it finds its end
        folder.end(home, "stopped", STOPPED)
    elif worker["killable"] and not folder.over(home):
        if process.here(worker):
            process.kill(worker)
        else:
            queue().kill(worker)
        folder.end(home, "stopped", STOPPED, seconds=time.time() - float(worker["since"]))
