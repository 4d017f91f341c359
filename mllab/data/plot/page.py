"""The table itself, a page at a time."""

from typing import TYPE_CHECKING

from mllab.data.duck import connect, literal, quote
from mllab.data.numbered import numbered, row_name
from mllab.data.plot.filters import Filter, where
from mllab.data.table import Table

if TYPE_CHECKING:
    import pandas as pd

SIZE = 100
SHOWN_CHARACTERS = 1_000
MOST_COLUMNS = 200


def count(table: Table, filters: tuple[Filter, ...] = ()) -> int:
    """How many rows pass the filters. O(rows)."""
    if not filters:
        return table.rows
    condition, parameters = where(table, filters)
    with connect() as con:
        return int(
            con.execute(f"SELECT count(*) FROM read_parquet({literal(str(table.path))}) WHERE {condition}", parameters).fetchall()[0][0]
        )


def rows(table: Table, filters: tuple[Filter, ...] = (), start: int = 0, size: int = SIZE) -> "pd.DataFrame":
    """`size` of the rows that pass, from the `start`-th; index = row number from 0 in the table. Texts are cut at 1,000 characters."""
    condition, parameters = where(table, filters)
    listed = ", ".join(_shown(column.name, column.sql) for column in table.columns[:MOST_COLUMNS])
    row = row_name(table.names)
    with connect() as con:
        found = con.execute(
            f"SELECT {row}, {listed} FROM {numbered(table.path, table.names, row)} WHERE {condition} ORDER BY {row} LIMIT {int(size)} OFFSET {int(start)}",
            parameters,
        ).df()
    return found.set_index(row).rename_axis(None)


def _shown(name: str, sql: str) -> str:
    return f"left({quote(name)}, {SHOWN_CHARACTERS}) AS {quote(name)}" if sql.upper() == "VARCHAR" else quote(name)
