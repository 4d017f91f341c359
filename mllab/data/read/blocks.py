"""A big CSV in blocks of whole lines, parsed side by side by Arrow and written in order: the usual case, made fast.

Arrow parses strictly to the planned types; what it refuses in a block is looked at cell by cell as everywhere else. A file whose
lines are not one row each (line ends in quotes, rows of another width, stray quotes) is left to `streamed`: `Unfit` says so.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mllab.data.read.parser import Parser, Told, Unfit

if TYPE_CHECKING:
    import pyarrow.parquet as pq

ROW_GROUP = 122_880
LEAST, MOST = 2 << 20, 16 << 20  # bytes of a block
LONGEST = 64 << 20  # a line beyond is no line
READABLE = {"utf-8", "utf8", "utf-8-sig", "ascii", "us-ascii"}
Span = tuple[int, int]  # where a block begins and ends, in bytes


@dataclass
class Outcome:
    """How many rows were written, and the cells that did not fit: (line, column, raw)."""

    rows: int = 0
    odd: list[tuple[int, int, str]] = field(default_factory=list)


def suits(layout: Any, columns: int) -> bool:
    """Whether the layout is one that Arrow reads exactly as we do: UTF-8, one-byte delimiter, quotes doubled, two columns or more."""
    escaped = layout.quote and layout.escape not in {"", layout.quote}
    signs = len(layout.delimiter) == 1 and layout.delimiter.isascii() and layout.quote in {"", '"', "'"}
    return bool(signs and not escaped and columns > 1 and layout.encoding.lower() in READABLE and not layout.footer_rows)


def block_size(row_bytes: float) -> int:
    """The bytes of a block that holds about one row group."""
    return int(min(MOST, max(LEAST, row_bytes * ROW_GROUP)))


def write(path: Path, target: Path, told: Told, workers: int) -> Outcome:
    """Read `path` and write `target`. Memory: a few blocks. Raises Unfit, and pa.ArrowInvalid for rows of another width. O(file)."""
    parser = Parser(told)
    outcome = Outcome()
    writer: pq.ParquetWriter | None = None

    def parsed(span: Span) -> Any:
        return parser.table(_bytes(path, span))

    try:
        for table, odd in _in_order(parsed, _spans(path, told.skip, block_size(told.row_bytes)), workers):
            outcome.odd += [(told.skip + outcome.rows + row + 1, column, raw) for row, column, raw in odd]
            outcome.rows += table.num_rows
            writer = writer or _writer(target, parser, table.schema)
            writer.write_table(table, row_group_size=table.num_rows or 1)
    finally:
        if writer is not None:
            writer.close()
    if writer is None:
        raise Unfit("there are no rows")
    return outcome


def _writer(target: Path, parser: Parser, schema: Any) -> "pq.ParquetWriter":
    """Extremes of a row group are kept of numbers and dates only: of texts they cost a fifth of the writing, and nothing asks for them."""
    import pyarrow.parquet as pq

    return pq.ParquetWriter(
        target,
        schema,
        compression="lz4",
        store_schema=False,
        use_dictionary=parser.listed(),  # type: ignore[arg-type]
        write_statistics=parser.ordered(),
    )


def _spans(path: Path, skip: int, size: int) -> Iterator[Span]:
    """The file behind its first `skip` lines, in pieces that end with a line."""
    total = path.stat().st_size
    with path.open("rb") as file:
        for _ in range(skip):
            file.readline()
        if not skip and file.read(3) != b"\xef\xbb\xbf":
            file.seek(0)
        start = file.tell()
        while start < total:
            file.seek(start + size)
            rest = file.readline(LONGEST)
            if len(rest) == LONGEST and not rest.endswith(b"\n"):
                raise Unfit("a line is too long")
            end = min(total, start + size + len(rest))
            yield start, end
            start = end


def _bytes(path: Path, span: Span) -> bytes:
    """Read by the worker that parses it, so that reading goes on side by side too."""
    with path.open("rb") as file:
        file.seek(span[0])
        return file.read(span[1] - span[0])


def _in_order(work: Callable[[Span], Any], spans: Iterator[Span], workers: int) -> Iterator[Any]:
    """The results of `work` in the order of the spans, with at most `workers` + 1 blocks in memory."""
    waiting: deque[Future[Any]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for span in spans:
                waiting.append(pool.submit(work, span))
                if len(waiting) > workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for one in waiting:
                one.cancel()
