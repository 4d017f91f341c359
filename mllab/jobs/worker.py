"""Doing a job where it runs: read its folder, ask its generator for one state after another, write what comes."""

import inspect
import time
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from mllab.errors import DataError, MllabError
from mllab.jobs import arrays, folder, memory, process, values
from mllab.jobs.beat import beating
from mllab.jobs.gently import gently
from mllab.jobs.progress import Progress
from mllab.jobs.state import State
from mllab.jobs.threads import limited

ATTEMPTS = 2
LOOK = 0.02  # seconds between two looks for the stop flag


def perform(place: str, threads: int = 0, attempt: int = 1, killable: bool = False, limit: int = 0, address: str = "") -> str:
    """Do the job in the folder `place` and write its end; returns the state it ended in.

    threads    how many threads its compiled loops may use, 0 for as many as they like
    killable   whether this process does this job and nothing else, so that it may be ended to stop it
    limit      bytes that this process may use, 0 for no limit
    address    what the cluster calls this worker
    """
    home = Path(place)
    if folder.over(home):
        return "over"
    if folder.asked_to_stop(home):
        folder.end(home, "stopped", STOPPED)
        return "stopped"
    attempt = max(attempt, 1 + int((folder.read(home / "worker.json") or {}).get("attempt", 0)))
    if attempt > ATTEMPTS:
        folder.end(home, "lost", LOST)
        return "lost"
    about = {"attempt": attempt, "killable": killable, "address": address, "since": time.time()}
    folder.write(home / "worker.json", process.me() | about)
    folder.log(home, event="start", attempt=attempt, threads=threads)

    def work() -> str:
        with limited(threads):
            return _attempt(home, limit)

    with beating(home):
        return gently(work) if (folder.read(home / "spec.json") or {}).get("behind") else work()


STOPPED = "Stopped. What was found so far is kept."
LOST = (
    "The process that worked on this died twice without a word. The machine may have run out of memory: "
    "try fewer rows, or close other programs, and start it again."
)


def _attempt(home: Path, limit: int) -> str:
    progress = Progress(home)
    try:
        states = _states(home)
        with memory.limited(home, limit):
            state = "done" if _drive(home, states, progress) else "stopped"
        message = "" if state == "done" else STOPPED
    except MllabError as error:
        state, message = "failed", str(error)
        _traced(home)
    except MemoryError:
        state, message = "failed", memory.told(limit)
        _traced(home)
    except (Exception, SystemExit) as error:  # noqa: BLE001  the edge of a job: whatever the work raises is its end, not the worker's
        state, message = "failed", f"The work failed with an unexpected error: {type(error).__name__}: {error}"
        _traced(home)
    folder.end(home, state, message, seconds=time.time() - progress.begun, steps=progress.states)  # type: ignore[arg-type]
    return state


def _drive(home: Path, states: Iterator[State], progress: Progress) -> bool:
    """Ask for states until there are no more or somebody asked to stop; whether it came to its end."""
    look = 0.0
    for state in states:
        if not isinstance(state, State):
            raise TypeError(f"the work must yield jobs.State, got {type(state).__name__}")
        progress.told(state)
        if time.monotonic() >= look:
            if folder.asked_to_stop(home):
                progress.write(state)
                return False
            look = time.monotonic() + LOOK
    if progress.last is None:
        raise DataError("The work ended without a result. Give it more rows or other settings.")
    _finish(home, progress, progress.last)
    return True


def _finish(home: Path, progress: Progress, last: State) -> None:
    progress.write(last)
    values.write(home / "result.npz", last.values)
    folder.write(home / "result.json", values.plain(last.values))


def _states(home: Path) -> Iterator[State]:
    """The job's generator. Its arrays are mapped here, before there is a limit: they count for their pages that are touched."""
    told = folder.read(home / "spec.json")
    if told is None:
        raise DataError("The folder of this job is damaged: its spec.json cannot be read. Start it again from its page.")
    return found(told["function"])(told["spec"], arrays.load(told["arrays"], home.parent))


def found(name: str) -> Callable[[dict[str, Any], dict[str, Any]], Iterator[State]]:
    """The generator function that `module:function` names. DataError for anything else."""
    module, _, function = name.partition(":")
    try:
        work = getattr(import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        raise DataError(f"There is no work called {name!r} ({error}). Name a generator function as `module:function`.") from None
    if not inspect.isgeneratorfunction(work):
        raise DataError(f"{name!r} is not a generator function, so it is no work for a job.")
    return work


def _traced(home: Path) -> None:
    (home / "error.txt").write_text(traceback.format_exc(), encoding="utf-8")
