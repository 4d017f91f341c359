"""How many rows repeat an earlier row in full."""

from typing import TYPE_CHECKING

from mllab.data.duck import connect, literal, quote
from mllab.data.profile.facts import ColumnProfile
from mllab.data.profile.source import EXACT_ROWS
from mllab.data.table import Table

if TYPE_CHECKING:
    import numpy as np

PART = 64  # of a big table, the rows whose content falls into one part of so many are counted
AT_ONCE = 500
ENOUGH = 10**9


def duplicates(table: Table, columns: list[ColumnProfile]) -> tuple[int, bool]:
    """The number of repeated rows, and whether it is an estimate.

    Rows are told apart by a 64-bit hash (two different rows in a million coincide with a chance of 3 in 10^8).
    Above a million rows, those whose most telling columns hash into one 64th of the range are counted and the count is multiplied:
    equal rows share their fate, so the estimate is unbiased (Gibbons 2001, "Distinct sampling"). O(rows x columns).
    """
    if not table.columns or not table.rows:
        return 0, False
    approximate = table.rows > EXACT_ROWS
    if not approximate and any(column.distinct == table.rows for column in columns):
        return 0, False
    told = telling(columns)
    kept = f"WHERE hash({_listed(told)}) & {PART - 1} = 0" if approximate else ""
    if len(told) < len(columns) and not _repeated(_row_hashes(table, kept, told)):  # what differs in a few columns differs
        return 0, approximate
    repeated = _repeated(_row_hashes(table, kept, table.names))
    return (repeated * PART, True) if approximate else (repeated, False)


def _repeated(rows: "np.ndarray") -> int:
    """How many equal an earlier one. By sorting, which for whole numbers is many times faster than a hash table."""
    ordered = rows.copy()
    ordered.sort()
    return int((ordered[1:] == ordered[:-1]).sum())


def _row_hashes(table: Table, kept: str, columns: list[str]) -> "np.ndarray":
    """One 64-bit number for each row, from groups of columns: DuckDB cannot hold ten thousand columns at once."""
    import numpy as np

    rows = np.zeros(1, np.uint64)
    with connect() as con:
        for first in range(0, len(columns), AT_ONCE):
            names = _listed(columns[first : first + AT_ONCE])
            found = con.execute(f"SELECT hash({names}) AS row FROM read_parquet({literal(str(table.path))}) {kept}").fetchnumpy()["row"]
            rows = rows * np.uint64(0x9E3779B97F4A7C15) ^ np.asarray(found)  # odd multiplier: Knuth 1973, multiplicative hashing
    return rows


def _listed(names: list[str]) -> str:
    return ", ".join(quote(name) for name in names)


def telling(columns: list[ColumnProfile]) -> list[str]:
    """The fewest columns whose values, combined, could tell a billion rows apart: those with most different values, short ones first."""
    chosen: list[str] = []
    combinations = 1
    for column in sorted(columns, key=lambda column: (not column.measured, -column.distinct)):
        if combinations < ENOUGH:
            chosen.append(column.name)
            combinations *= max(1, column.distinct)
    return chosen
