"""The whole way from bytes to records, in memory."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager

from mllab.data.csv.columns import TYPED, kind, learn
from mllab.data.csv.dialect import detect
from mllab.data.csv.encoding import Text, decode
from mllab.data.csv.layout import DECIDE, CsvOptions, Layout, Parsed
from mllab.data.csv.mending import Mender
from mllab.data.csv.naming import column_names
from mllab.data.csv.prepared import Dialect, Prepared
from mllab.data.csv.records import Row, physical, read
from mllab.data.csv.report import Report
from mllab.data.csv.structure import Block, Parts, blocks, choose, filled, parts
from mllab.data.table import Decision
from mllab.errors import DataError

OTHERS = (",", ";", "\t", "|", " ")
EXCEL = re.compile(r'"?sep=([^\r\n])"?[\r\n]+')  # the first line by which Excel is told the delimiter
NEWLINES = {"\n": "line feed", "\r\n": "carriage return and line feed", "\r": "carriage return"}


def parse(data: bytes, options: CsvOptions = DECIDE) -> Parsed:
    """The records of a text table; everything is decided that `options` leaves open.

    O(n) for well-formed input, at the speed of Python's csv module; rows that break the rules cost milliseconds each.
    Raises DataError when the bytes are no text, or for a table that is not there.
    """
    with _no_collection():
        return Reading(decode(data, options.encoding), options).parsed()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of small lists make Python's cyclic collector run for nothing: half the time of a large file."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class Reading:
    """One file on its way from text to records."""

    def __init__(self, decoded: Text, options: CsvOptions) -> None:
        self.decoded, self.options = decoded, options
        self.lines = physical(decoded.text)
        self.first = min(options.skip_rows or 0, len(self.lines))
        self.last = max(self.first, len(self.lines) - (options.footer_rows or 0))
        self.excel = EXCEL.match(decoded.text) if options.delimiter is None and options.skip_rows is None else None
        self.first += self.excel is not None
        delimiter = options.delimiter if self.excel is None else self.excel[1]
        self.dialect, chosen = detect(self.lines[self.first : self.last], delimiter, options.quote, options.escape)
        self.prepared = self.dialect.prepare(decoded.text)
        self.cut = self.lines if self.prepared.text is decoded.text else physical(self.prepared.text)
        self.report = Report(self.lines, [Decision("encoding", decoded.encoding, decoded.why, "encoding"), *chosen])

    def parsed(self) -> Parsed:
        """Everything of the file that was asked for."""
        rows = read(self.prepared, self.cut, self.first, self.last)
        if not rows:
            return self._empty()
        tables, index = self._tables(rows)
        block = tables[index]
        others = self._other_delimiters(rows, block)
        told = self.options
        found = parts(rows, block, others, told.header_rows, told.skip_rows is not None, told.footer_rows is not None)
        return self._records(rows, tables, index, found)

    def _empty(self) -> Parsed:
        layout = Layout(self.decoded.encoding, self.dialect.delimiter, self.dialect.quote, self.dialect.escape, "\n", 0, 0, 0, 0, (), True)
        return Parsed(layout, (), [], [], [], [*self.report.decisions, Decision("rows", "none", "the file is empty")])

    def _tables(self, rows: list[Row]) -> tuple[list[Block], int]:
        if self.options.table == 0:
            tables = blocks(rows)
            width = tables[choose(tables)].width
            repeats = tuple(b.start for b in tables[1:] if b.width == width)
            return [Block(0, len(rows), width, repeats)], 0
        tables = blocks(rows)
        asked = self.options.table
        if asked is not None and asked > len(tables):
            raise DataError(f"There is no table {asked}: the file holds {len(tables)}. Ask for table=1 to table={len(tables)}.")
        return tables, choose(tables) if asked is None else asked - 1

    def _other_delimiters(self, rows: list[Row], block: Block) -> dict[int, bool]:
        """The row right before the data, if it is one cell that another delimiter cuts into as many names as there are columns."""
        if block.width < 3:
            return {}
        for i in range(block.start, min(block.stop - 1, block.start + 30)):
            row, after = rows[i], rows[i + 1]
            if len(row.fields) == 1 and len(after.fields) == block.width and filled(after.fields) >= 2:
                return {i: True} if self._cuts_into_names(row, after, block.width) else {}
            if len(row.fields) == block.width:
                return {}
        return {}

    def _cuts_into_names(self, row: Row, after: Row, width: int) -> bool:
        if not any(kind(cell) in TYPED for cell in after.fields):
            return False
        line = self.lines[row.line].rstrip("\r\n")
        cuts = (Prepared(line, d, self.dialect.quote, {}) for d in OTHERS if d != self.dialect.delimiter and d in line)
        return any(len(next(iter(p.reader([line], strict=False)), [])) == width for p in cuts)

    def _records(self, rows: list[Row], tables: list[Block], index: int, found: Parts) -> Parsed:
        block, report = tables[index], self.report
        report.tables(rows, tables, index)
        report.outside(rows, block, found)
        report.cut_off(self.first, self.last)
        report.blank(rows)
        pages = set(block.pages)
        for i in sorted(pages):
            report.lost(rows[i], "header repeated")
        body = [row for i, row in enumerate(rows[found.body : found.footer], found.body) if i not in pages]
        good = [row for row in body if not row.fault and len(row.fields) == block.width]
        examples = [self.prepared.restored(row.fields) for row in good[:: max(1, len(good) // 1000)]]
        mender = Mender(self.prepared, self.cut, learn(examples, block.width) if examples else [], block.width, report)
        header = [mender.header(row) for row in rows[found.header : found.body]]
        names = column_names(header, block.width, report)
        records, lines = mender.records(body)
        report.bytes_repaired(self.decoded.repaired)
        report.header(header, found)
        report.empty(records)
        return Parsed(self._layout(rows, block, found, names), names, records, lines, report.rejects(), report.decisions)

    def _layout(self, rows: list[Row], block: Block, found: Parts, names: tuple[str, ...]) -> Layout:
        newline = self._newline()
        skip = rows[found.header].line if found.header < len(rows) and found.header < found.footer else rows[block.start].line
        end = rows[found.footer - 1].end + 1 if found.footer > found.header else skip
        footer = sum(1 for line in self.lines[end:] if line.strip("\r\n")) if end < len(self.lines) else 0
        header = found.body - found.header
        plain = not self.report.broken and footer == 0 and header <= 1 and not self.prepared.back and len(self.dialect.delimiter) == 1
        d = self.dialect
        return Layout(self.decoded.encoding, d.delimiter, d.quote, d.escape, newline, skip, header, footer, block.width, names, plain)

    def _newline(self) -> str:
        text = self.decoded.text
        both = text.count("\r\n") if "\r" in text else 0
        ends = {"\r\n": both, "\n": text.count("\n") - both, "\r": text.count("\r") - both if both or "\r" in text else 0}
        newline = max(ends, key=lambda end: ends[end]) if any(ends.values()) else "\n"
        if sum(n > 0 for n in ends.values()) > 1:
            mixed = ", ".join(f"{n} {NEWLINES[end]}" for end, n in ends.items() if n)
            self.report.decisions.append(Decision("line ends", "mixed", f"{mixed}; each ends a line"))
            self.report.broken = True
        return newline


def repair(raw: str, layout: Layout, examples: list[list[str]] | None = None) -> list[str] | None:
    """One physical row that a bulk reader refused, as fields, or None when nothing sensible can be made of it.

    `examples`: good records of the same table; what their columns look like decides between the possible repairs.
    """
    dialect = Dialect(layout.delimiter, layout.quote, layout.escape)
    prepared = dialect.prepare(raw)
    lines = physical(prepared.text)
    if not lines:
        return None
    models = learn(examples, layout.width) if examples else []
    mender = Mender(prepared, lines, models, layout.width, Report(lines, []))
    rows = read(prepared, lines)
    if len(rows) == 1 and not rows[0].fault and len(rows[0].fields) == layout.width and not mender.doubtful(rows[0]):
        return prepared.restored(rows[0].fields)
    found = mender.mended(Row(0, 0, rows[0].fields if rows else [], "refused"))
    return None if found is None else found[0]
