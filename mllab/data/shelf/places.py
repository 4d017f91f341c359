"""The folders of the tables: found by id, made hidden, settled whole."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mllab.errors import DataError
from mllab.paths import workspace

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,80}")


def root() -> Path:
    """The folder of all tables."""
    found = workspace() / "tables"
    found.mkdir(parents=True, exist_ok=True)
    return found


def folders() -> Iterator[Path]:
    """The folders of all tables, hidden ones (half made or half gone) left out."""
    return (path for path in sorted(root().iterdir()) if path.is_dir() and ID.fullmatch(path.name))


def folder(id: str) -> Path:
    """The folder of one table. DataError when there is none; an id is never taken as a path."""
    found = root() / id if ID.fullmatch(id) else None
    if found is None or not found.is_dir():
        raise DataError(f"There is no table {id[:100]!r} here. It may have been deleted.")
    return found


@contextmanager
def making() -> Iterator[Path]:
    """A hidden folder beside the tables, gone afterwards unless it was renamed."""
    made = Path(tempfile.mkdtemp(prefix=".making-", dir=root()))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def settle(made: Path, id: str) -> str:
    """Rename the whole folder to its place, and say which id that is: another process may have put a table there first."""
    target, number = root() / id, 1
    while target.exists():
        number += 1
        target = root() / f"{id}-{number}"
    os.replace(made, target)
    return target.name


def replace(old: Path, made: Path) -> None:
    """Put `made` in the place of `old`."""
    gone = _gone(old)
    os.replace(made, old)
    shutil.rmtree(gone, ignore_errors=True)


def remove(old: Path) -> None:
    """Remove a table's folder: out of sight at once, then from the disk."""
    shutil.rmtree(_gone(old), ignore_errors=True)


def _gone(old: Path) -> Path:
    gone = old.with_name(f".gone-{old.name}-{os.getpid()}")
    os.replace(old, gone)
    return gone
