"""Who looked at held-out rows, kept in the workspace: a figure that is looked at again and again is no longer unseen.

heldout/<digest of the table and the task>.json    a list of openings: when, which model, its metrics
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from mllab.data.table import Table
from mllab.errors import DataError
from mllab.models.task import Task
from mllab.paths import workspace


@dataclass(frozen=True)
class Opening:
    """One look at the held-out rows: the `model` as it is called, the `columns` it predicts from and how texts were read, its `metrics`, and `when` (ISO, UTC)."""

    when: str
    model: str
    metrics: dict[str, float]
    columns: list[str] = field(default_factory=list)
    text: str = "components"


def openings(table: Table, task: Task) -> list[Opening]:
    """All looks at the held-out rows of this task, the first one first. Raises DataError when the file is damaged."""
    path = _path(table, task)
    if not path.exists():
        return []
    try:
        return [Opening(**one) for one in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError) as error:
        raise DataError(f"What is known of the held-out rows cannot be read ({error}). Delete {path} to begin anew.") from None


def mine(found: list[Opening], model: str, task: Task) -> list[Opening]:
    """Those looks that were by this model from the columns of this task."""
    return [one for one in found if (one.model, one.columns, one.text) == (model, list(task.columns), task.text)]


def open_with(table: Table, task: Task, model: str, metrics: dict[str, float]) -> list[Opening]:
    """Add a look, and give back all of them."""
    found = [
        *openings(table, task),
        Opening(datetime.now(UTC).isoformat(timespec="seconds"), model, metrics, list(task.columns), task.text),
    ]
    path = _path(table, task)
    path.parent.mkdir(exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.write_text(json.dumps([asdict(one) for one in found], indent=1), encoding="utf-8")
    draft.replace(path)
    return found


def _path(table: Table, task: Task) -> Path:
    """The rows that are held out depend on the table, the target, the split, the share and the seed; not on the columns."""
    spec = {name: value for name, value in task.spec().items() if name not in {"columns", "positive", "text", "quantile"}}
    told = json.dumps([table.id, table.version, spec], sort_keys=True)
    return workspace() / "heldout" / f"{hashlib.sha256(told.encode()).hexdigest()[:16]}.json"
