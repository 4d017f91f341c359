"""The folder of a job: what lies where, and how it is written and read. Pages only read it.

jobs/<id>/spec.json      what to do: function, spec, the digests of its arrays, title, when it was asked for
jobs/<id>/owner.json     the process that keeps it in its queue, when it was put there, and how many attempts were made before
jobs/<id>/worker.json    the process that works on it, since when, which attempt
jobs/<id>/progress.json  share, steps, rate: replaced as it goes
jobs/<id>/newest.npz     the newest state: replaced as it goes
jobs/<id>/result.npz     the last state, and result.json with its numbers and texts for a reader's eye
jobs/<id>/end.json       how it ended: done, stopped, failed or lost, with a message. Nothing changes after it is there
jobs/<id>/error.txt      the traceback of what it raised
jobs/<id>/log.jsonl      what happened when
jobs/<id>/stop           there when somebody asked it to stop
jobs/arrays/<digest>.npy the input arrays, kept once however many jobs use them; workers map them into memory
"""

import json
import os
import threading
import time
from pathlib import Path
from typing import Any

from mllab.jobs.state import Standing
from mllab.paths import workspace

ARRAYS = "arrays"
EACH_START = (
    "worker.json",
    "progress.json",
    "newest.npz",
    "result.npz",
    "result.json",
    "end.json",
    "error.txt",
    "log.jsonl",
    "stop",
    "beat",
)


def root() -> Path:
    """The folder of all jobs of this workspace. Made when missing."""
    folder = workspace() / "jobs"
    (folder / ARRAYS).mkdir(parents=True, exist_ok=True)
    return folder


def homes() -> list[Path]:
    """The folders of all jobs of this workspace, the last one put into a queue first."""
    found = [place.parent for place in root().glob("[!.]*/spec.json")]
    return sorted(found, key=lambda home: (_changed(home / "owner.json"), home.name), reverse=True)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def write(path: Path, facts: dict[str, Any]) -> None:
    """Replace a JSON file in one piece."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    draft.write_text(json.dumps(facts), encoding="utf-8")
    draft.replace(path)


def read(path: Path) -> dict[str, Any] | None:
    """The facts in a JSON file, or None when it is not there or damaged."""
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return facts if isinstance(facts, dict) else None


def log(folder: Path, **facts: Any) -> None:
    """Add a line to the job's log."""
    with (folder / "log.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps({"time": round(time.time(), 3), **facts}) + "\n")


def clear(folder: Path) -> None:
    """Forget what an earlier start left, so that the job can begin anew."""
    for name in EACH_START:
        (folder / name).unlink(missing_ok=True)


def end(folder: Path, state: Standing, message: str = "", **facts: Any) -> None:
    """Write how the job ended, if nobody wrote it before."""
    if (folder / "end.json").exists() or not folder.exists():
        return
    log(folder, event=state, message=message)
    write(folder / "end.json", {"state": state, "message": message, "time": time.time(), **facts})


def over(folder: Path) -> bool:
    """Whether the job has ended."""
    return (folder / "end.json").exists()


def asked_to_stop(folder: Path) -> bool:
    """Whether somebody asked it to stop."""
    return (folder / "stop").exists()
