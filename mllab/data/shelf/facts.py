"""What is written down of a table: `table.json`, and what becomes a Table of it."""

import json
import os
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mllab.data.read.finish import DATA, HOW, REJECTS
from mllab.data.table import Column, Decision, Table
from mllab.errors import DataError

FACTS, PREPARED = "table.json", "prepared.parquet"
KNOWN = {"name", "rows", "columns", "version", "digest", "source", "decisions", "added", "description", "origin"}


def read(folder: Path) -> dict[str, Any]:
    """The facts of a table. DataError when they are damaged."""
    try:
        facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
        if not set(facts) >= KNOWN:
            raise ValueError("some facts are missing")
    except (OSError, ValueError, TypeError) as error:
        raise DataError(f"The table {folder.name} is damaged ({error}). Delete it and bring its file again.") from error
    return dict(facts)


def write(folder: Path, table: Table, digest: str, source: str, added: str = "") -> None:
    """The facts of a table that was just read."""
    facts = {
        "name": table.name, "description": table.description, "origin": table.origin, "rows": table.rows, "version": table.version,
        "digest": digest, "source": source, "added": added or datetime.now(UTC).isoformat(),
        "columns": [asdict(one) for one in table.columns], "decisions": [asdict(one) for one in table.decisions],
    }  # fmt: skip
    write_json(folder / FACTS, facts)


def change(folder: Path, **facts: Any) -> None:
    """Write some facts anew."""
    write_json(folder / FACTS, read(folder) | facts)


def write_json(path: Path, value: Any) -> None:
    """Whole or not at all."""
    writing = path.with_name(f".{path.name}-{os.getpid()}")
    writing.write_text(json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode(), encoding="utf-8")
    os.replace(writing, path)


def options(folder: Path) -> dict[str, Any]:
    """The reading decisions that were overridden when the table was read."""
    path = folder / HOW
    return dict(json.loads(path.read_text(encoding="utf-8")).get("options", {})) if path.exists() else {}


def table(folder: Path) -> Table:
    """The table as it was read, without its recipe. DataError when its rows are missing."""
    return _table(folder, read(folder))


def prepared(folder: Path) -> Table:
    """The table with its recipe applied, if it has one. DataError when its rows are missing."""
    facts = read(folder)
    found = _table(folder, facts)
    if not (done := facts.get("prepared")):
        return found
    path = _there(folder / PREPARED, folder)
    return replace(found, version=done["version"], path=path, rows=done["rows"], columns=_columns(done["columns"]))


def _table(folder: Path, facts: dict[str, Any]) -> Table:
    source = folder / facts["source"]
    return Table(
        id=folder.name, name=facts["name"], path=_there(folder / DATA, folder), rows=facts["rows"], columns=_columns(facts["columns"]),
        version=facts["version"], decisions=tuple(Decision(**{**one, "choices": tuple(one["choices"])}) for one in facts["decisions"]),
        description=facts["description"], origin=facts["origin"], source=source if source.exists() else None, rejects_path=folder / REJECTS,
    )  # fmt: skip


def _columns(listed: list[dict[str, Any]]) -> tuple[Column, ...]:
    return tuple(Column(**one) for one in listed)


def _there(path: Path, folder: Path) -> Path:
    if not path.exists():
        raise DataError(f"The table {folder.name} is damaged: its rows are missing. Read it again or delete it.")
    return path
