"""Text to rows: the csv module at full speed, and a restart on the next line wherever the rules of quoting are broken."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mllab.data.csv.prepared import Prepared

LONGEST_RECORD = 2_000  # lines: a quoted cell of more is taken for a quote that was never closed
SPARE_READS = 4  # how often, on average, a line may be read again before quotes are no longer trusted to span lines


@dataclass(slots=True)
class Row:
    """Fields of the lines `line`..`end` (from 0, inclusive). `fault` says which rule of quoting they break, if any."""

    line: int
    end: int
    fields: list[str] = field(default_factory=list)
    fault: str = ""


class _Lines(Iterator[str]):
    """Lines with a position that can be set back, and an end to how many one record may take."""

    def __init__(self, lines: list[str], start: int, stop: int) -> None:
        self.lines, self.at, self.stop, self.limit = lines, start, stop, stop

    def __next__(self) -> str:
        if self.at >= self.limit:
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]


def physical(text: str) -> list[str]:
    """Lines with their ends; \\n, \\r\\n and \\r end one, nothing else does (a form feed or U+2028 may stand in a cell)."""
    return list(io.StringIO(text, newline=""))


def read(prepared: Prepared, lines: list[str], start: int = 0, stop: int | None = None) -> list[Row]:
    """All rows of `lines[start:stop]`, blank lines left out.

    A line at which quoting breaks becomes a Row with a `fault`, and reading goes on at the next line: a quote that is
    never closed costs its own line, not the rest of the file. O(n): what is read twice is bounded.
    """
    stop = len(lines) if stop is None else stop
    if (quick := _one_line_each(prepared, lines[start:stop], start)) is not None:
        return quick
    source = _Lines(lines, start, stop)
    reader = prepared.reader(source)
    rows: list[Row] = []
    spare = SPARE_READS * len(lines) + LONGEST_RECORD
    while source.at < source.stop:
        first = source.at
        source.limit = min(source.stop, first + (LONGEST_RECORD if spare > 0 else 1))
        try:
            for fields in reader:
                if fields:
                    rows.append(Row(first, source.at - 1, fields))
                first = source.at
                source.limit = min(source.stop, first + LONGEST_RECORD)
        except csv.Error as problem:
            spare -= source.at - first
            rows.append(Row(first, first, loosely(prepared, lines[first]), _fault(problem, source.at - first)))
            source.at = first + 1
    return rows


def _one_line_each(prepared: Prepared, lines: list[str], start: int) -> list[Row] | None:
    """The rows when no rule is broken and each line is one row: the common case, at the full speed of the csv module."""
    try:
        found = list(prepared.reader(lines))
    except csv.Error:
        return None
    return [Row(i, i, fields) for i, fields in enumerate(found, start) if fields] if len(found) == len(lines) else None


def _fault(problem: csv.Error, lines: int) -> str:
    if "unexpected end" in str(problem) or lines > 1:
        return "a quote is opened and not closed"
    return "a quote within a field"


def loosely(prepared: Prepared, line: str) -> list[str]:
    """The fields of one line, whatever its quotes."""
    return next(iter(prepared.reader([line], strict=False)), [])


def well_quoted(prepared: Prepared) -> re.Pattern[str] | None:
    """What a line without a quote in the middle of an unquoted field looks like: the csv module allows one, yet it often is an error."""
    if not prepared.quote:
        return None
    s, q = re.escape(prepared.separator), re.escape(prepared.quote)
    field = f"(?:{q}(?:[^{q}]|{q}{q})*{q}|[^{s}{q}]*)"
    return re.compile(f"{field}(?:{s}{field})*[\\r\\n]*")
