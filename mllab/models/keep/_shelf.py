"""The kept models of the workspace: models/<id>.skops, each with its name beside it."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mllab.errors import DataError
from mllab.models.keep._facts import Facts
from mllab.models.keep._file import Kept, glance, read
from mllab.models.keep._seen import Point
from mllab.paths import workspace

NAMED = 100  # characters


@dataclass(frozen=True)
class Shelved:
    """A kept model as it is listed: nothing of it is loaded.

    score    the first metric's name and mean, None where it was not measured
    columns  what it predicts from; empty for one that was kept before this was noted
    """

    id: str
    name: str
    model: str
    target: str
    kind: str
    table: str
    made: str
    score: tuple[str, Point]
    bytes: int
    columns: tuple[str, ...] = ()


def keep(data: bytes, name: str = "") -> str:
    """Put a model file on the shelf and give its id; the same bytes twice are one. Raises DataError unless mllab wrote it."""
    told = glance(data, name or "This file")
    id = hashlib.sha256(data).hexdigest()[:12]
    path = _folder() / f"{id}.skops"
    draft = path.with_suffix(".tmp")
    draft.write_bytes(data)
    draft.replace(path)
    _note(id, {**_brief(told), "name": _shown(name or Facts.from_spec(told.get("facts") or {}).name)})
    return id


def opened(id: str) -> Kept:
    """The model with this id, its types checked. Raises DataError when there is none or it cannot be read."""
    return read(data(id), "The kept model")


def data(id: str) -> bytes:
    """The file of a kept model."""
    path = _folder() / f"{id}.skops"
    if not id.isalnum() or not path.exists():
        raise DataError("There is no such kept model. It may have been deleted, or belong to another machine.")
    return path.read_bytes()


def listing() -> list[Shelved]:
    """All kept models, newest first."""
    found = [one for path in _folder().glob("*.skops") if (one := _listed(path)) is not None]
    return sorted(found, key=lambda one: (one.made, one.id), reverse=True)


def damaged() -> list[str]:
    """The names of files on the shelf that cannot be read."""
    return sorted(path.name for path in _folder().glob("*.skops") if _listed(path) is None)


def rename(id: str, name: str) -> None:
    """Give a kept model another name to show. Raises DataError when there is none, or the name is empty."""
    if not name.strip():
        raise DataError("A model needs a name. Type one.")
    if id not in {one.id for one in listing()}:
        raise DataError("There is no such kept model. It may have been deleted already.")
    path = _folder() / f"{id}.json"
    _note(id, {**json.loads(path.read_text(encoding="utf-8")), "name": _shown(name)})


def delete(id: str) -> None:
    """Forget a kept model; there is no way back. Raises DataError when there is none."""
    if not id.isalnum() or not (_folder() / f"{id}.skops").exists():
        raise DataError("There is no such kept model. It may have been deleted already.")
    (_folder() / f"{id}.skops").unlink()
    (_folder() / f"{id}.json").unlink(missing_ok=True)


def _brief(told: dict[str, Any]) -> dict[str, Any]:
    """What the list says of a model."""
    try:
        facts = Facts.from_spec(told.get("facts") or {})
        first = facts.scores[0] if facts.scores else None
        task, model = told["task"], told["model"]
        return {
            "name": facts.name,
            "model": model["name"],
            "target": task["target"],
            "kind": task["kind"],
            "table": facts.table,
            "made": facts.made,
            "score": [first.name, first.mean] if first else ["", None],
            "columns": [column["name"] for column in told["columns"]],
        }
    except (KeyError, TypeError) as problem:
        raise DataError(f"This file does not tell its model wholly ({problem}). It is damaged.") from problem


def _listed(path: Path) -> Shelved | None:
    note = path.with_suffix(".json")
    try:
        told = json.loads(note.read_text(encoding="utf-8"))
        lists = {"score": tuple(told["score"]), "columns": tuple(told.get("columns", ()))}
        return Shelved(path.stem, **{**told, **lists}, bytes=path.stat().st_size)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _note(id: str, told: dict[str, object]) -> None:
    path = _folder() / f"{id}.json"
    draft = path.with_suffix(".json.tmp")
    draft.write_text(json.dumps(told, indent=1), encoding="utf-8")
    draft.replace(path)


def _shown(name: str) -> str:
    return " ".join(name.split())[:NAMED] or "a model"


def _folder() -> Path:
    folder = workspace() / "models"
    folder.mkdir(exist_ok=True)
    return folder
