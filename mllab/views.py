"""Named views: a link that was worth keeping, as a plain JSON file in the workspace.

views/<id>.json    {"name", "page" (its url path), "query", "table" (its title), "made", "rows" (selected, by number)}
"""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mllab.errors import DataError
from mllab.paths import workspace

Query = dict[str, list[str]]
LONGEST = 100  # letters of a name
MOST_ROWS = 100_000  # selected rows that are kept with a view
MOST_VIEWS = 1_000  # in a file


@dataclass(frozen=True)
class View:
    """A kept view. `page` and `query` reopen it; `table` is what its table was called; `rows` were selected, by their place on the map."""

    id: str
    name: str
    page: str
    query: Query
    table: str = ""
    made: str = ""
    rows: tuple[int, ...] = ()


def keep(name: str, page: str, query: Query, table: str = "", rows: tuple[int, ...] = ()) -> View:
    """Keep a view; the same link with the same rows selected is the same view, and gets the new name. DataError without a name."""
    if len(rows) > MOST_ROWS:
        raise DataError(f"{len(rows):,} selected rows are too many for a view, which holds {MOST_ROWS:,}. Keep them as a column instead.")
    told = json.dumps([page, query, rows], sort_keys=True)
    id = hashlib.sha256(told.encode()).hexdigest()[:12]
    view = View(id, _named(name), page, query, table, datetime.now(UTC).isoformat(timespec="seconds"), tuple(rows))
    _write(view)
    return view


def listing() -> list[View]:
    """The views, newest first. A file that cannot be read is passed over."""
    found = [view for path in _folder().glob("*.json") if (view := _read(path)) is not None]
    return sorted(found, key=lambda view: (view.made, view.id), reverse=True)


def find(id: str) -> View | None:
    """The view of this id, or None."""
    return _read(_folder() / f"{id}.json") if id.isalnum() else None


def rename(id: str, name: str) -> None:
    """Give a view another name. Raises DataError when there is none of that id, or no name."""
    _write(replace(_there(id), name=_named(name)))


def delete(id: str) -> None:
    """Forget a view. Raises DataError when there is none of that id."""
    (_folder() / f"{_there(id).id}.json").unlink()


def exported() -> str:
    """All views as one JSON text, which `imported` reads, also in another workspace."""
    return json.dumps({"mllab views": 1, "views": [asdict(view) for view in listing()]}, indent=1, ensure_ascii=False)


def imported(text: str | bytes) -> int:
    """Take in the views of such a text, and say how many. Raises DataError when it is none, and then keeps nothing."""
    try:
        told = json.loads(text)
        given = told["views"]
        views = [_checked(facts) for facts in given[: MOST_VIEWS + 1]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise DataError("This file holds no views of mllab. Choose one that was saved by “Save all as a file”.") from None
    if len(views) > MOST_VIEWS:
        raise DataError(f"The file holds more than {MOST_VIEWS:,} views. Split it.")
    for view in views:
        _write(view)
    return len(views)


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise DataError("A view needs a name, such as: plans side by side. Type one.")
    return name[:LONGEST]


def _checked(facts: dict[str, Any]) -> View:
    """A view from what a file says of it; ValueError or TypeError when that is none."""
    texts = {key: facts[key] for key in ("id", "name", "page", "table", "made")}
    query = {str(key): list(values) for key, values in facts["query"].items()}
    rows = tuple(facts["rows"])
    words = [*texts.values(), *(value for values in query.values() for value in values)]
    whole = all(isinstance(row, int) and row >= 0 for row in rows) and len(rows) <= MOST_ROWS
    if not all(isinstance(word, str) for word in words) or not whole or not texts["id"].isalnum() or len(texts["id"]) > 40:
        raise ValueError("not a view")
    return View(**{**texts, "name": _named(texts["name"])}, query=query, rows=rows)


def _there(id: str) -> View:
    view = find(id)
    if view is None:
        raise DataError("There is no such view any more. It may have been deleted in another window.")
    return view


def _folder() -> Path:
    folder = workspace() / "views"
    folder.mkdir(exist_ok=True)
    return folder


def _write(view: View) -> None:
    path = _folder() / f"{view.id}.json"
    draft = path.with_suffix(".tmp")
    draft.write_text(json.dumps(asdict(view), indent=1, ensure_ascii=False), encoding="utf-8")
    draft.replace(path)


def _read(path: Path) -> View | None:
    try:
        return _checked(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, DataError):
        return None
