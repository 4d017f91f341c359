"""The rows behind one chart, open in DuckDB under neutral names: x and y, c (colour), f (facet) and row (from 0)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mllab.data.duck import connect, literal, quote
from mllab.data.numbered import numbered, row_name
from mllab.data.plot.filters import Filter, measured, where, worded
from mllab.data.table import Table

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

OTHER = "(other)"
QUARTERS = [0.25, 0.5, 0.75]


@dataclass(frozen=True)
class Rows:
    """`select` gives the rows that pass as SQL with question marks for `parameters`, `every` all rows.

    `groups` names those of c and f that are there.
    """

    con: "duckdb.DuckDBPyConnection"
    table: Table
    columns: dict[str, str]
    select: str
    every: str
    parameters: tuple[Any, ...]
    groups: tuple[str, ...] = ()
    labels: tuple[tuple[str, tuple[str, ...]], ...] = ()
    notes: tuple[str, ...] = ()
    cuts: tuple[tuple[str, tuple[float, ...]], ...] = ()

    def ask(self, sql: str) -> "pd.DataFrame":
        """The answer to a query in which the rows are called `chosen`."""
        return self.con.execute(f"WITH chosen AS ({self.select}) {sql}", list(self.parameters)).df()

    def one(self, sql: str) -> tuple[Any, ...]:
        """The one row that answers an aggregate query."""
        return self.con.execute(f"WITH chosen AS ({self.select}) {sql}", list(self.parameters)).fetchall()[0]

    def extent(self, key: str) -> tuple[float, float, bool] | None:
        """Lowest and highest value of x or y over all rows, so that a filter moves no axis, and whether all are whole.

        None without values.
        """
        low, high, whole = self.con.execute(
            f"SELECT min({key}), max({key}), bool_and({key} = floor({key})) FROM ({self.every})"
        ).fetchall()[0]
        return None if low is None else (float(low), float(high), bool(whole))

    @property
    def by(self) -> str:
        """The groups, ready to be put behind other columns: ", c, f"."""
        return "".join(f", {key}" for key in self.groups)


@contextmanager
def opened(table: Table, columns: dict[str, str], filters: tuple[Filter, ...], most: dict[str, int]) -> Iterator[Rows]:
    """The rows that pass, with `columns` (key -> column name).

    The keys in `most` become texts with so many values at most, the rest "(other)".
    """
    condition, parameters = where(table, filters)
    row = row_name(table.names)
    file = numbered(table.path, table.names, row)
    with connect() as con:
        parts, labels, notes, cuts = {}, [], [], []
        for key, name in columns.items():
            if key in most:
                group = _grouped(con, table, file, name, most[key])
                parts[key] = group.sql
                labels.append((key, group.labels))
                notes += [group.note] if group.note else []
                cuts += [(key, group.cuts)] if group.cuts else []
            else:
                parts[key] = measured(table, name)
        listed = "".join(f", {sql} AS {key}" for key, sql in parts.items())
        groups = tuple(key for key in ("c", "f") if key in parts and key in most)
        every = f"SELECT {row} AS row{listed} FROM {file}"
        yield Rows(
            con, table, columns, f"{every} WHERE {condition}", every, tuple(parameters), groups, tuple(labels), tuple(notes), tuple(cuts)
        )


@dataclass(frozen=True)
class Grouping:
    """A column as groups: SQL, labels in order, what was gathered, and the upper ends when it was a number."""

    sql: str
    labels: tuple[str, ...]
    note: str = ""
    cuts: tuple[float, ...] = ()


def _grouped(con: "duckdb.DuckDBPyConnection", table: Table, file: str, name: str, most: int) -> Grouping:
    """A column as at most `most` groups: its commonest values, or the quarters of a number.

    Looked up on all rows, so that a filter changes no colour.
    """
    column = table.column(name)
    if (
        column.kind == "number"
        and con.execute(f"SELECT count(*) FROM (SELECT DISTINCT {quote(name)} FROM {file} LIMIT {most + 1})").fetchall()[0][0] > most
    ):
        return _quarters(con, table, file, name)
    text = worded(table, name)
    counted = con.execute(f"SELECT {text} AS v, count(*) AS n FROM {file} GROUP BY 1 ORDER BY n DESC, v LIMIT {most + 1}").fetchall()
    values = [str(value) for value, _ in counted]
    if len(values) <= most:
        return Grouping(text, tuple(_sorted(values, column.kind)))
    kept = values[: most - 1]
    listed = ", ".join(map(literal, kept))
    sql = f"CASE WHEN {text} IN ({listed}) THEN {text} ELSE '{OTHER}' END"
    return Grouping(sql, (*kept, OTHER), f"All but the {len(kept)} commonest values are gathered as {OTHER}.")


def _sorted(values: list[str], kind: str) -> list[str]:
    """Numbers in their order, what is missing last, the rest as counted."""
    numbers = kind == "number"
    return sorted(values, key=lambda v: (v.startswith("("), float(v) if numbers and not v.startswith("(") else 0.0))


def _quarters(con: "duckdb.DuckDBPyConnection", table: Table, file: str, name: str) -> Grouping:
    value = measured(table, name)
    found = con.execute(f"SELECT approx_quantile(v, {QUARTERS}), min(v), max(v) FROM (SELECT {value} AS v FROM {file})").fetchall()[0]
    edges = sorted({*map(float, found[0]), float(found[2])})
    lows = [float(found[1]), *edges[:-1]]
    labels = [f"{low:.4g} to {high:.4g}" for low, high in zip(lows, edges, strict=True)]
    cases = " ".join(f"WHEN {value} <= {high!r}::DOUBLE THEN {literal(label)}" for high, label in zip(edges, labels, strict=True))
    return Grouping(f"CASE {cases} ELSE '(missing)' END", (*labels, "(missing)"), "Numbers are grouped in quarters.", tuple(edges))
