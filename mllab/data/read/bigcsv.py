"""CSV above 20 MB: streamed straight to Parquet, with types found from samples and checked on every cell.

The usual file is read by `blocks`, in one pass. What that refuses is streamed through DuckDB: the first pass is strict and
stops at the first cell that does not fit. Only then are all such cells collected, the types judged anew with them, and the
file read a second time with the odd cells listed. Rows of the wrong width are repaired or listed, and a mended copy is
read. Memory does not grow with the file; row order is kept.
"""

import codecs
import os
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from mllab.data.duck import connect, literal, quote
from mllab.data.read import blocks, names, types
from mllab.data.read.convert import Content, _spoken, counted, described
from mllab.data.read.options import ReadOptions
from mllab.data.table import Decision
from mllab.errors import DataError

PIECES, PIECE = 16, 16 << 10
HEAD = 128 << 10
HINTED = 2000  # texts of a column that are asked for what they prove for others
COPY = "FORMAT parquet, COMPRESSION lz4, ROW_GROUP_SIZE 122880"
LONGEST_LINE = 200 << 20  # a file up to this size can be read whole when streaming does not do
MOST_LINE = 2 << 20
MEMORY = "900MB"


def read(path: Path, name: str, options: ReadOptions, target: Path, work: Path) -> Content:
    """Stream the file to `target`. Raises DataError when no reading of it holds together."""
    import duckdb

    from mllab.data import csv

    layout, decisions = csv.sniff(path, csv.CsvOptions(**options.csv()))
    if not layout.plain and path.stat().st_size <= LONGEST_LINE:
        return _whole(path, name, options)
    plain = _utf8(path, layout, work)
    try:
        with connect(MEMORY) as con:
            streamed = Streamed(con, plain, layout, options, work)
            if (content := streamed.in_blocks(target, list(decisions))) is not None:
                return content
            if _has_long_line(plain):
                return _long_lined(path, name, options)
            return streamed.read(target, list(decisions))
    except duckdb.Error as error:
        if path.stat().st_size <= LONGEST_LINE:
            return _whole(path, name, options)
        raise DataError(
            f"{name} cannot be read as {layout.delimiter!r}-separated text ({str(error).splitlines()[0][:300]}). Choose other decisions."
        ) from error


def _whole(path: Path, name: str, options: ReadOptions) -> Content:
    """The slow and careful way, for files that no standard reader takes as they are."""
    from mllab.data.read import delimited

    return delimited.read(path, name, options)


def _long_lined(path: Path, name: str, options: ReadOptions) -> Content:
    if path.stat().st_size <= LONGEST_LINE:
        return _whole(path, name, options)
    raise DataError(
        f"{name} has a line of more than {MOST_LINE >> 20} MB, in a file of more than {LONGEST_LINE >> 20} MB. Split the file, or mend that line."
    )


def _utf8(path: Path, layout: Any, work: Path) -> Path:
    """The file in UTF-8 without its footer: a copy in `work` when it is not so already."""
    if layout.encoding.lower() in blocks.READABLE and not layout.footer_rows:
        return path
    copy = work / "utf8.csv"
    tail: list[str] = []
    with codecs.open(str(path), encoding=layout.encoding, errors="replace") as source, copy.open("w", encoding="utf-8", newline="") as out:
        for line in _lines(source):
            tail.append(line)
            if len(tail) > layout.footer_rows:
                out.write(tail.pop(0))
    return copy


def _lines(source: Any) -> Any:
    left = ""
    while piece := source.read(1 << 20):
        *whole, left = (left + piece).split("\n")
        yield from (line + "\n" for line in whole)
    if left:
        yield left


def _has_long_line(path: Path) -> bool:
    """Does a line exceed what DuckDB reads? It would leave such a line out without a word (seen in 2.0). Looks at the start of
    each half of that length, and further only where no line ends there, so 1 GB takes milliseconds."""
    step = MOST_LINE // 2
    with path.open("rb") as file:
        for at in range(0, path.stat().st_size - step, step):
            file.seek(at)
            if b"\n" not in file.read(8192):
                file.seek(at)
                if b"\n" not in file.read(step):
                    return True
    return False


class Streamed:
    """One big file on its way to Parquet."""

    def __init__(self, con: Any, path: Path, layout: Any, options: ReadOptions, work: Path) -> None:
        self.con, self.path, self.layout, self.options, self.work = con, path, layout, options, work
        self.names, self.renamed = names.clean(layout.names)
        self.cells = [f"c{i}" for i in range(len(self.names))]
        self.skip = layout.skip_rows + layout.header_rows
        self.structural: list[dict[str, Any]] = []
        self.row_bytes = 100.0

    def in_blocks(self, target: Path, decisions: list[Decision]) -> Content | None:
        """The file in one pass; None when it is not one row a line, or its odd cells change what a column is."""
        import pyarrow as pa

        if not blocks.suits(self.layout, len(self.names)):
            return None
        plans, counts = self.plans, self.counts
        repeats = [len(one) / max(1, one.total()) for one in counts]
        told = blocks.Told(self.layout.delimiter, self.layout.quote, self.skip, self.names, plans, repeats, self.row_bytes)
        try:
            done = blocks.write(self.path, target, told, os.cpu_count() or 1)
        except (blocks.Unfit, pa.ArrowInvalid):
            return None
        if done.odd:
            counts = self._weighed(counts, [done.rows] * len(counts), _collected(done.odd, len(counts)))
            if [_reading(one) for one in self._plans(counts)] != [_reading(one) for one in plans]:
                return None
        odd = [self._listed(line, at, raw, plans) for line, at, raw in done.odd]
        return self._content(decisions, plans, counts, odd)

    def read(self, target: Path, decisions: list[Decision]) -> Content:
        """The file through DuckDB, in two passes when a cell does not fit."""
        import duckdb

        counts, plans = self.counts, self.plans
        odd: list[dict[str, Any]] = []
        try:
            self._copy(plans, target, strict=True)
            self._mend(plans, target, strict=True)
        except duckdb.InvalidInputException as error:
            if MARK not in str(error):
                raise
            counts = self._with_odd(plans, counts)
            plans = self._plans(counts)
            self._copy(plans, target, strict=False)
            self._mend(plans, target, strict=False)
            odd = self._odd(plans)
        return self._content(decisions, plans, counts, odd)

    def _content(
        self, decisions: list[Decision], plans: Sequence[types.Plan], counts: Sequence[Counter[str]], odd: list[dict[str, Any]]
    ) -> Content:
        said = described(dict(zip(self.names, zip(plans, counts, strict=True), strict=True)))
        how = Decision("types", "from samples", f"the first {HEAD >> 10} KB and {PIECES} places in the file, then checked on every cell")
        content = Content(None, self.structural + odd, [*decisions, *self.renamed, how, *said], dict(zip(self.names, plans, strict=True)))
        content.how = {"format": "csv", "mended": bool(self.structural), "big": True}
        return content

    @cached_property
    def counts(self) -> list[Counter[str]]:
        """The texts of each column in the sample and how often each occurs."""
        return self._sampled()

    @cached_property
    def plans(self) -> list[types.Plan]:
        """What the sample says that the columns are."""
        return self._plans(self.counts)

    def _plans(self, counts: Sequence[Counter[str]]) -> list[types.Plan]:
        hints = types.hints(Counter(dict(islice(one.items(), HINTED))) for one in counts)
        return [types.infer(name, one, self.options, hints) for name, one in zip(self.names, counts, strict=True)]

    def _reader(self, path: Path, skip: int, more: str = "") -> str:
        columns = ", ".join(f"'{cell}': 'VARCHAR'" for cell in self.cells)
        quoting = f"quote={literal(self.layout.quote)}, escape={literal(self.layout.escape if self.layout.quote else '')}"
        return (
            f"read_csv({literal(str(path))}, auto_detect=false, header=false, skip={skip}, delim={literal(self.layout.delimiter)}, {quoting},"
            f" columns={{{columns}}}, max_line_size={MOST_LINE}{more})"
        )

    def _sampled(self) -> list[Counter[str]]:
        """The texts of each column in the head and some places between."""
        size = self.path.stat().st_size
        sample = self.work / "sample.csv"
        with self.path.open("rb") as file, sample.open("wb") as out:
            for _ in range(self.skip):
                file.readline()
            out.write(file.read(HEAD) + file.readline())
            start = file.tell()
            for at in range(PIECES):
                file.seek(start + (size - start) * at // PIECES)
                file.readline()
                piece = file.read(PIECE) + file.readline()
                out.write(piece if piece.endswith(b"\n") or not piece else piece + b"\n")
        table = self.con.sql(f"SELECT * FROM {self._reader(sample, 0, ', ignore_errors=true')}").to_arrow_table()
        self.row_bytes = sample.stat().st_size / max(1, table.num_rows)
        return [counted(table.column(cell)) for cell in self.cells]

    def _copy(self, plans: Sequence[types.Plan], target: Path, strict: bool) -> None:
        listed = ", ".join(
            f"{plan.value(cell, _error(cell) if strict else 'NULL')} AS {quote(name)}"
            for cell, plan, name in zip(self.cells, plans, self.names, strict=True)
        )
        self.con.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
        source = self._reader(self.path, self.skip, ", store_rejects=true")
        self.con.execute(f"COPY (SELECT {listed} FROM {source}) TO {literal(str(target))} ({COPY})")

    def _mend(self, plans: Sequence[types.Plan], target: Path, strict: bool) -> None:
        """Repair the rows that the reader refused, in a copy of the file, and read that; those beyond repair are listed."""
        refused = self.con.execute(
            "SELECT DISTINCT line, line_byte_position, csv_line FROM reject_errors ORDER BY line_byte_position"
        ).fetchall()
        if not refused:
            return
        copy = self.work / f"mended-{len(self.structural)}.csv"
        with self.path.open("rb") as source, copy.open("wb") as out:
            at = 0
            for line, position, raw in refused:
                _through(source, out, position - 1 - at)
                at = position - 1 + len(source.readline())
                out.write(self._repaired(line, raw))
            _through(source, out, None)
        self.path = copy
        self._copy(plans, target, strict)

    def _repaired(self, line: int, raw: str) -> bytes:
        from mllab.data import csv

        fields = csv.repair(raw, self.layout)
        if fields is None:
            self.structural.append({"line": line, "column": "", "raw": raw, "reason": "the wrong number of fields; left out"})
            return b""
        self.structural.append({"line": line, "column": "", "raw": raw, "reason": "the wrong number of fields; repaired"})
        sign = self.layout.quote or '"'
        return (self.layout.delimiter.join(_enclosed(field, sign, self.layout) for field in fields) + "\n").encode()

    def _with_odd(self, plans: Sequence[types.Plan], counts: list[Counter[str]]) -> list[Counter[str]]:
        """The counts with every cell of the file that its plan does not fit, and how many there are in all."""
        listed = ", ".join(
            f"histogram({cell}) FILTER (NOT {plan.missing(cell)} AND {plan.value(cell)} IS NULL), count({cell})"
            if plan.type != "text"
            else "NULL, 0"
            for cell, plan in zip(self.cells, plans, strict=True)
        )
        found = self.con.execute(f"SELECT {listed} FROM {self._reader(self.path, self.skip, ', ignore_errors=true')}").fetchone()
        odd = [found[2 * at] or {} for at in range(len(counts))]
        return self._weighed(counts, [found[2 * at + 1] for at in range(len(counts))], odd)

    def _weighed(self, counts: list[Counter[str]], totals: Sequence[int], odd: Sequence[dict[str, int]]) -> list[Counter[str]]:
        """The counts of the sample, raised to those of the file, with the odd cells of the file."""
        merged = []
        for count, total, strange in zip(counts, totals, odd, strict=True):
            scale = max(1, total // max(1, count.total()))
            merged.append(Counter({text: times * scale for text, times in count.items()} | strange) if strange else count)
        return merged

    def _odd(self, plans: Sequence[types.Plan]) -> list[dict[str, Any]]:
        bad = [
            f"CASE WHEN NOT {plan.missing(cell)} AND {plan.value(cell)} IS NULL THEN {{'at': {i}, 'raw': {cell}}} END"
            for i, (cell, plan) in enumerate(zip(self.cells, plans, strict=True))
            if plan.type != "text"
        ]
        if not bad:
            return []
        rows = self.con.execute(
            f"SELECT line, bad.at, bad.raw FROM (SELECT line, unnest(list) AS bad FROM (SELECT row_number() OVER () + {self.skip} AS line,"
            f" [{', '.join(bad)}] AS list FROM {self._reader(self.path, self.skip, ', ignore_errors=true')})) WHERE bad IS NOT NULL"
        ).fetchall()
        return [self._listed(line, at, raw, plans) for line, at, raw in rows]

    def _listed(self, line: int, at: int, raw: str, plans: Sequence[types.Plan]) -> dict[str, Any]:
        return {"line": line, "column": self.names[at], "raw": raw, "reason": f"not {_spoken(plans[at].type)}; read as missing"}


def _collected(odd: Sequence[tuple[int, int, str]], columns: int) -> list[dict[str, int]]:
    """The odd cells of each column and how often each occurs."""
    found: list[Counter[str]] = [Counter() for _ in range(columns)]
    for _, at, raw in odd:
        found[at][raw] += 1
    return [dict(one) for one in found]


def _reading(plan: types.Plan) -> tuple[Any, ...]:
    """What of a plan decides how a text is read."""
    return plan.type, plan.words, plan.number, plan.date and (set(plan.date.formats), plan.date.time)


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
