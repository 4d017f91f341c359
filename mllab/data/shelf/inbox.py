"""Files that are on the server already, in one folder that nothing leads out of."""

import os
from pathlib import Path

from mllab.errors import DataError
from mllab.paths import workspace


def server_folder() -> Path:
    """The folder on the server from which files may be taken by path: MLLAB_DATA, or the workspace's inbox."""
    folder = Path(os.environ.get("MLLAB_DATA") or workspace() / "inbox").expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def server_files(pattern: str) -> list[Path]:
    """The files that a path or glob names inside `server_folder()`. DataError for none, or for what lies outside, links included."""
    root = server_folder()
    outside = DataError(f"{pattern[:200]!r} leads out of the data folder {root}. Give a path or pattern inside it.")
    given = Path(pattern)
    if "\0" in pattern or ".." in given.parts:
        raise outside
    if given.is_absolute():
        if not given.is_relative_to(root):
            raise outside
        given = given.relative_to(root)
    try:
        matched = sorted(path for path in root.glob(str(given)) if path.is_file()) if given.parts else []
    except (ValueError, OSError, NotImplementedError) as error:
        raise DataError(f"{pattern[:200]!r} is no path or pattern ({error}).") from error
    if any(not path.resolve().is_relative_to(root) for path in matched):
        raise outside
    if not matched:
        raise DataError(f"No file matches {pattern[:200]!r} in {root}. A pattern looks like *.csv or 2024/*.parquet.")
    return matched
