"""What was run, with which knobs, and what came out: a folder of plain files for each.

runs/<id>/spec.json      what to run again: kind, title, table, the thing and its knobs, seed, and the page and query of its view
runs/<id>/result.json    what came out: named numbers, seconds, when
runs/<id>/script.py      the same as a plain script
runs/<id>/name.txt       the name that it was given, if any; it outlives running the same again
"""

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mllab.errors import DataError
from mllab.paths import workspace


@dataclass(frozen=True)
class Run:
    """One finished run. `page` (its url path) and `query` reopen its view; `spec` makes it again; `result` holds its figures."""

    id: str
    title: str
    table: str
    page: str
    query: dict[str, str | list[str]]
    spec: dict[str, Any]
    result: dict[str, Any]
    seconds: float
    made: str


def record(
    title: str,
    table: str,
    page: str,
    query: dict[str, str | list[str]],
    spec: dict[str, Any],
    result: dict[str, Any],
    seconds: float,
    code: str = "",
) -> Run:
    """Keep a run, with the script `code` that makes it again. The same spec on the same page is the same run: it is written over."""
    told = json.dumps([page, table, spec], sort_keys=True, default=str)
    id = hashlib.sha256(told.encode()).hexdigest()[:12]
    run = Run(id, title, table, page, query, spec, result, round(seconds, 3), datetime.now(UTC).isoformat(timespec="seconds"))
    folder = _folder() / run.id
    folder.mkdir(exist_ok=True)
    facts = asdict(run)
    outcome = {name: facts.pop(name) for name in ("result", "seconds", "made")}
    _write(folder / "script.py", code)
    _write(folder / "spec.json", json.dumps(facts, indent=1, default=float))
    _write(folder / "result.json", json.dumps(outcome, indent=1, default=float))
    return run


def script(run: Run) -> str:
    """The script that makes the run again; empty when none was kept."""
    path = _folder() / run.id / "script.py"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def listing(most: int | None = None) -> list[Run]:
    """The runs, newest first. A folder that cannot be read is passed over here and named by `damaged`."""
    found = [run for folder in _folder().iterdir() if (run := _read(folder)) is not None]
    return sorted(found, key=lambda run: (run.made, run.id), reverse=True)[:most]


def damaged() -> list[str]:
    """The names of run folders whose files cannot be read."""
    return sorted(folder.name for folder in _folder().iterdir() if _read(folder) is None)


def delete(id: str) -> None:
    """Forget a run; DataError when there is none of that id."""
    if id not in {folder.name for folder in _folder().iterdir()}:
        raise DataError(f"There is no run {id!r}. It may have been deleted already.")
    shutil.rmtree(_folder() / id)


def rename(id: str, name: str) -> None:
    """Give a run a name to show; an empty one takes it back. DataError when there is none of that id."""
    if id not in {folder.name for folder in _folder().iterdir()}:
        raise DataError(f"There is no run {id!r}. It may have been deleted already.")
    path = _folder() / id / "name.txt"
    shown = " ".join(name.split())[:100]
    if shown:
        _write(path, shown)
    else:
        path.unlink(missing_ok=True)


def _folder() -> Path:
    folder = workspace() / "runs"
    folder.mkdir(exist_ok=True)
    return folder


def _write(path: Path, text: str) -> None:
    draft = path.with_suffix(".tmp")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def _read(folder: Path) -> Run | None:
    try:
        parts = [json.loads((folder / name).read_text(encoding="utf-8")) for name in ("spec.json", "result.json")]
        given = folder / "name.txt"
        named = {"title": given.read_text(encoding="utf-8")} if given.exists() else {}
        return Run(**{**parts[0], **parts[1], **named})
    except (OSError, ValueError, TypeError):
        return None
