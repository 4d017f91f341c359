"""What is known of a table: figures and alerts per column, missing values, repeated rows, and columns that go together.

    profile(table).column("Age").quartiles
    profile(table).pairs[0]                 # the most surprising pair

Computed by DuckDB from the Parquet file; kept beside the table as profile.json.
"""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from mllab.data.profile.facts import Alert, Bins, ColumnProfile, Missing, MissingPattern, Pair, Profile

if TYPE_CHECKING:
    from mllab.data.table import Table

__all__ = ["Alert", "Bins", "ColumnProfile", "Missing", "MissingPattern", "Pair", "Profile", "profile"]


def profile(table: "Table", seed: int = 0) -> Profile:
    """Everything the Explore page shows of `table`.

    Up to a million rows every figure is exact but the pairs, which use at most 50,000 rows (a correlation is then within 0.009). Above, counts, extremes, means and
    deviations stay exact; what needs sorting comes from 200,000 rows drawn with `seed`, and is marked. O(rows x columns).
    """
    kept = table.path.with_name("profile.json")
    if (found := _kept(kept, table.version)) is not None:
        return found
    made = _computed(table, seed)
    if _ours(kept.parent):
        _write(kept, made.to_json())
    return made


def _computed(table: "Table", seed: int) -> Profile:
    from mllab.data.profile.alerts import with_alerts
    from mllab.data.profile.duplicates import duplicates
    from mllab.data.profile.missing import missing
    from mllab.data.profile.pairs import pairs
    from mllab.data.profile.passes import counted, sampled
    from mllab.data.profile.source import EXACT_ROWS

    figured, strands = (counted if table.rows <= EXACT_ROWS else sampled)(table, seed)
    found = [with_alerts(column) for column in figured]
    together, rows, left_out = pairs(table, found, strands, seed)
    repeated, approximate = duplicates(table, found)
    return Profile(table.version, table.rows, tuple(found), repeated, approximate, missing(table, found), together, rows, left_out)


def _kept(path: Path, version: str) -> Profile | None:
    if not path.exists():
        return None
    found = Profile.from_json(path.read_text(encoding="utf-8"))
    return found if found is not None and found.version == version else None


def _ours(folder: Path) -> bool:
    """Whether the folder is one of a stored table, and may be written to."""
    return (folder / "table.json").exists() and os.access(folder, os.W_OK)


def _write(path: Path, text: str) -> None:
    """Write all of it or nothing: another page may be reading."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".profile-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(temporary, path)
