"""CSV above 20 MB: streamed straight to Parquet, with types found from samples and checked on every cell.

The usual file is read by `blocks`, in one pass. What that refuses is streamed through DuckDB by `streamed`. A file that no standard
reader takes is read as the small ones are, up to 200 MB. Memory does not grow with the file otherwise; row order is kept.
"""

import codecs
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mllab.data.read import blocks, parser
from mllab.data.read.convert import Content
from mllab.data.read.options import ReadOptions
from mllab.data.read.plan import Plan
from mllab.data.read.reader import MOST_LINE
from mllab.data.read.sampled import Sampled
from mllab.data.table import Decision
from mllab.errors import DataError

LONGEST_LINE = 200 << 20  # a file up to this size can be read whole when streaming does not do


def read(path: Path, name: str, options: ReadOptions, target: Path, work: Path) -> Content:
    """Stream the file to `target`. Raises DataError when no reading of it holds together."""
    from mllab.data import csv

    layout, decisions = csv.sniff(path, csv.CsvOptions(**options.csv()))
    if not layout.plain and path.stat().st_size <= LONGEST_LINE:
        return _whole(path, name, options)
    plain, footnotes = _utf8(path, layout, work)
    file = Sampled(plain, layout, options, work)
    file.footnotes = footnotes
    if not file.names:
        raise DataError(f"The start of {name} holds no rows of a table. Tell the delimiter and the number of lines before the table.")
    if (content := in_blocks(file, target, list(decisions))) is not None:
        return content
    if _has_long_line(file.path):
        return _long_lined(path, name, options)
    return _streamed(file, path, name, target, list(decisions))


def in_blocks(file: Sampled, target: Path, decisions: list[Decision]) -> Content | None:
    """The file in one pass; None when it is not one row a line, or its odd cells change what a column is."""
    import pyarrow as pa

    if file.quick is None:
        return None
    told = parser.Told(file.layout.delimiter, file.layout.quote, file.skip, file.names, file.plans, file.repeats, file.row_bytes)
    try:
        done = blocks.write(file.path, target, told, os.cpu_count() or 1)
    except (parser.Unfit, pa.ArrowInvalid):
        return None
    counts = file.counts
    if done.odd:
        counts = file.weighed([done.rows] * len(counts), _collected(done.odd, len(counts)))
        if [_reading(one) for one in file.planned(counts)] != [_reading(one) for one in file.plans]:
            return None
    odd = [file.listed(line, at, raw, file.plans) for line, at, raw in done.odd]
    return file.content(decisions, file.plans, counts, odd)


def _streamed(file: Sampled, path: Path, name: str, target: Path, decisions: list[Decision]) -> Content:
    import duckdb

    from mllab.data.read import streamed

    try:
        return streamed.read(file, target, decisions)
    except duckdb.Error as error:
        if path.stat().st_size <= LONGEST_LINE:
            return _whole(path, name, file.options)
        raise DataError(
            f"{name} cannot be read as {file.layout.delimiter!r}-separated text ({str(error).splitlines()[0].replace(str(file.path), name)[:300]}). Choose other decisions."
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


def _utf8(path: Path, layout: Any, work: Path) -> tuple[Path, list[dict[str, Any]]]:
    """The file in UTF-8 without its footnotes, a copy in `work` when it is not so already; and the footnotes."""
    if layout.encoding.lower() in blocks.READABLE and not layout.footer_rows:
        return path, []
    copy = work / "utf8.csv"
    tail: list[str] = []
    lines = 0
    with codecs.open(str(path), encoding=layout.encoding, errors="replace") as source, copy.open("w", encoding="utf-8", newline="") as out:
        for line in _lines(source):
            lines += 1
            tail.append(line)
            if len(tail) > layout.footer_rows:
                out.write(tail.pop(0))
    first = lines - len(tail) + 1
    return copy, [
        {"line": at, "column": "", "raw": text.rstrip("\r\n"), "reason": "footnote"} for at, text in enumerate(tail, first) if text.strip()
    ]


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


def _collected(odd: Sequence[tuple[int, int, str]], columns: int) -> list[dict[str, int]]:
    """The odd cells of each column and how often each occurs."""
    found: list[Counter[str]] = [Counter() for _ in range(columns)]
    for _, at, raw in odd:
        found[at][raw] += 1
    return [dict(one) for one in found]


def _reading(plan: Plan) -> tuple[Any, ...]:
    """What of a plan decides how a text is read."""
    return plan.type, plan.words, plan.number, plan.date and (set(plan.date.formats), plan.date.time)
