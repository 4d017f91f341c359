"""The rows of a Parquet file with their numbers, whatever its columns are called."""

from collections.abc import Sequence
from pathlib import Path

from mllab.data.duck import literal, quote

NUMBER = "file_row_number"  # DuckDB's own; a file may have a column of that name, which then hides it


def numbered(path: Path, names: Sequence[str], row: str = NUMBER) -> str:
    """What stands after FROM: all columns, `names` in the order of the file, and the row's number from 0 under the name `row`.

    `row` must not be one of the names; `row_name` gives one that is not.
    """
    file = literal(str(path))
    if NUMBER not in {name.lower() for name in names}:
        return f"(SELECT *, file_row_number AS {quote(row)} FROM read_parquet({file}))"
    listed = ", ".join(f"c{place} AS {quote(name)}" for place, name in enumerate(names))
    return f"(SELECT {listed}, {NUMBER} AS {quote(row)} FROM read_parquet({file}) AS file({', '.join(f'c{i}' for i in range(len(names)))}))"


def row_name(names: Sequence[str]) -> str:
    """A name for the row's number that no column has; DuckDB does not tell capitals from small letters."""
    taken, found = {name.lower() for name in names}, "__row"
    while found in taken:
        found += "_"
    return found
