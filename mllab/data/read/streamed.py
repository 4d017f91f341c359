"""A big CSV through DuckDB: for what `blocks` refuses.

The first pass is strict and stops at the first cell that does not fit. Only then are all such cells collected, the types judged anew
with them, and the file read a second time with the odd cells listed. Rows of the wrong width are repaired or listed, and a
mended copy is read.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mllab.data.duck import connect, literal, quote
from mllab.data.read.convert import Content
from mllab.data.read.plan import Plan
from mllab.data.read.reader import reader
from mllab.data.read.sampled import Sampled
from mllab.data.table import Decision
from mllab.errors import DataError

COPY = "FORMAT parquet, COMPRESSION lz4, ROW_GROUP_SIZE 122880"
MEMORY = "900MB"
PIECE = 1 << 20
REFUSED = 1000  # so many odd lines are mended whatever their share


def read(file: Sampled, target: Path, decisions: list[Decision]) -> Content:
    """The file through DuckDB, in two passes when a cell does not fit. Memory is bounded; O(file). Raises duckdb.Error."""
    with connect(MEMORY) as con:
        return Streamed(con, file).read(target, decisions)


class Streamed:
    """One big file and the connection that reads it."""

    def __init__(self, con: Any, file: Sampled) -> None:
        self.con, self.file, self.path = con, file, file.path
        self.cells = [f"c{i}" for i in range(len(file.names))]

    def read(self, target: Path, decisions: list[Decision]) -> Content:
        """Copy strictly, and once more with the odd cells listed where one does not fit."""
        import duckdb

        counts, plans = self.file.counts, self.file.plans
        odd: list[dict[str, Any]] = []
        try:
            self._copy(plans, target, strict=True)
            self._mend(plans, target, strict=True)
        except duckdb.InvalidInputException as error:
            if MARK not in str(error):
                raise
            counts = self._with_odd(plans)
            plans = self.file.planned(counts)
            self._copy(plans, target, strict=False)
            self._mend(plans, target, strict=False)
            odd = self._odd(plans)
        return self.file.content(decisions, plans, counts, odd)

    def _reader(self, more: str) -> str:
        return reader(self.path, self.file.layout, len(self.cells), self.file.skip, more)

    def _copy(self, plans: Sequence[Plan], target: Path, strict: bool) -> None:
        listed = ", ".join(
            f"{plan.value(cell, _error(cell) if strict else 'NULL')} AS {quote(name)}"
            for cell, plan, name in zip(self.cells, plans, self.file.names, strict=True)
        )
        self.con.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
        source = self._reader(", store_rejects=true")
        self.con.execute(f"COPY (SELECT {listed} FROM {source}) TO {literal(str(target))} ({COPY})")

    def _mend(self, plans: Sequence[Plan], target: Path, strict: bool) -> None:
        """Repair the rows that the reader refused, in a copy of the file, and read that; those beyond repair are listed."""
        self._check_refused(target)
        refused = self.con.execute(
            "SELECT DISTINCT line, line_byte_position, csv_line FROM reject_errors ORDER BY line_byte_position"
        ).fetchall()
        if not refused:
            return
        copy = self.file.work / f"mended-{len(self.file.structural)}.csv"
        with self.path.open("rb") as source, copy.open("wb") as out:
            at = 0
            for line, position, raw in refused:
                _through(source, out, position - 1 - at)
                at = position - 1 + len(source.readline())
                out.write(self._repaired(line, raw))
            _through(source, out, None)
        self.path = copy
        self._copy(plans, target, strict)

    def _check_refused(self, target: Path) -> None:
        """Raises DataError where more lines do not fit than do: then it is the layout that is wrong, and not the lines."""
        import pyarrow.parquet as pq

        (refused,) = self.con.execute("SELECT count(DISTINCT line) FROM reject_errors").fetchone()
        if refused > max(REFUSED, pq.read_metadata(target).num_rows):
            layout = self.file.layout
            raise DataError(
                f"{refused:,} lines do not have the {len(self.cells):,} fields that {layout.delimiter!r} makes of the start of the file, more than"
                " do. Tell the delimiter and the lines before the table."
            )

    def _repaired(self, line: int, raw: str) -> bytes:
        from mllab.data import csv

        fields = csv.repair(raw, self.file.layout)
        if fields is None:
            self.file.structural.append({"line": line, "column": "", "raw": raw, "reason": "the wrong number of fields; left out"})
            return b""
        self.file.structural.append({"line": line, "column": "", "raw": raw, "reason": "the wrong number of fields; repaired"})
        sign = self.file.layout.quote or '"'
        return (self.file.layout.delimiter.join(_enclosed(field, sign, self.file.layout) for field in fields) + "\n").encode()

    def _with_odd(self, plans: Sequence[Plan]) -> list[Counter[str]]:
        """The counts with every cell of the file that its plan does not fit, and how many there are in all."""
        listed = ", ".join(
            f"histogram({cell}) FILTER (NOT {plan.missing(cell)} AND {plan.value(cell)} IS NULL), count({cell})"
            if plan.type != "text"
            else "NULL, 0"
            for cell, plan in zip(self.cells, plans, strict=True)
        )
        found = self.con.execute(f"SELECT {listed} FROM {self._reader(', ignore_errors=true')}").fetchone()
        odd = [found[2 * at] or {} for at in range(len(plans))]
        return self.file.weighed([found[2 * at + 1] for at in range(len(plans))], odd)

    def _odd(self, plans: Sequence[Plan]) -> list[dict[str, Any]]:
        bad = [
            f"CASE WHEN NOT {plan.missing(cell)} AND {plan.value(cell)} IS NULL THEN {{'at': {i}, 'raw': {cell}}} END"
            for i, (cell, plan) in enumerate(zip(self.cells, plans, strict=True))
            if plan.type != "text"
        ]
        if not bad:
            return []
        rows = self.con.execute(
            f"SELECT line, bad.at, bad.raw FROM (SELECT line, unnest(list) AS bad FROM (SELECT row_number() OVER () + {self.file.skip} AS line,"
            f" [{', '.join(bad)}] AS list FROM {self._reader(', ignore_errors=true')})) WHERE bad IS NOT NULL"
        ).fetchall()
        return [self.file.listed(line, at, raw, plans) for line, at, raw in rows]


MARK = "mllab: a cell does not fit"


def _error(cell: str) -> str:
    return f"error({literal(MARK)} || left({cell}, 20))"


def _enclosed(field: str, sign: str, layout: Any) -> str:
    if any(one in field for one in (sign, "\n", "\r", layout.delimiter)):
        return sign + field.replace(sign, (layout.escape or sign) + sign) + sign
    return field


def _through(source: Any, out: Any, count: int | None) -> None:
    """Copy `count` bytes, or all that are left."""
    while count is None or count > 0:
        piece = source.read(PIECE if count is None else min(PIECE, count))
        if not piece:
            return
        out.write(piece)
        count = None if count is None else count - len(piece)
