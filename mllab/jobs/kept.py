"""Figures of models on folds, kept on disk from job to job: what was measured for some knobs on some rows is never trained again.

workspace/tried/<digest>.jsonl   a line per model and fold; the digest tells the rows, the folds, their encoding and the seed
"""

import hashlib
import json
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

import mllab
from mllab.paths import workspace

MOST = 100  # files; the oldest are let go


class Kept(MutableMapping[str, Any]):
    """A mapping of plain JSON that is read once and written line by line; another process's lines are seen at the next opening.

    A line that is not whole, since the process died while it was written, is passed over.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._known: dict[str, Any] = dict(_lines(path))

    def __getitem__(self, key: str) -> Any:
        return self._known[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._known[key] = value
        with self._path.open("a", encoding="utf-8") as file:
            file.write("\n" + json.dumps([key, value], allow_nan=False))

    def __delitem__(self, key: str) -> None:
        raise TypeError("What was measured is kept: nothing is taken out of it.")

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def kept(*about: object) -> Kept:
    """What is known about these rows and folds, told by plain values and digests. O(lines)."""
    digest = hashlib.sha256(json.dumps([mllab.__version__, *about], sort_keys=True).encode()).hexdigest()[:24]
    path = workspace() / "tried" / f"{digest}.jsonl"
    _sweep(path)
    return Kept(path)


def _lines(path: Path) -> Iterator[tuple[str, Any]]:
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        try:
            key, value = json.loads(line)
        except ValueError:
            continue
        yield key, value


def _sweep(path: Path) -> None:
    """Let the oldest files go."""
    files = sorted(path.parent.glob("*.jsonl"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[MOST:]:
        if file != path:
            file.unlink(missing_ok=True)
