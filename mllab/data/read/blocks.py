"""A big CSV in blocks of whole lines, parsed side by side by Arrow and written in order: the usual case, made fast.

Arrow parses strictly to the planned types; what it refuses in a block is looked at cell by cell as everywhere else. A file whose
lines are not one row each (line ends in quotes, rows of another width, stray quotes) is left to `bigcsv`: `Unfit` says so.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mllab.data.arrays import marks, places, strings, values
from mllab.data.duck import connect
from mllab.data.read.types import BLANKS, FALSE, TRUE, Plan

if TYPE_CHECKING:
    import pyarrow as pa

ROW_GROUP = 122_880
LEAST, MOST = 2 << 20, 16 << 20  # bytes of a block
LONGEST = 64 << 20  # a line beyond is no line
ODD_SHARE, ODD_CELLS = 0.05, 1000  # more cells of a block than this that do not fit: the plan is wrong
REPEATS = 0.5  # texts of which fewer are different than this share are kept as codes and a list
READABLE = {"utf-8", "utf8", "utf-8-sig", "ascii", "us-ascii"}


class Unfit(Exception):
    """This file, or these plans, are not for this reader."""


@dataclass(frozen=True)
class Told:
    """What a reader of blocks must know: the layout, the lines before the first row, and a plan for each column.

    `repeats` are the shares of different texts in the sample of each column.
    """

    delimiter: str
    quote: str
    skip: int
    names: Sequence[str]
    plans: Sequence[Plan]
    repeats: Sequence[float]
    row_bytes: float


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


def write(path: Path, target: Path, told: Told, workers: int) -> Outcome:
    """Read `path` and write `target`. Memory: a few blocks. Raises Unfit, and pa.ArrowInvalid for rows of another width. O(file)."""
    import pyarrow.parquet as pq

    parser = Parser(told)
    size = int(min(MOST, max(LEAST, told.row_bytes * ROW_GROUP)))
    outcome = Outcome()
    writer: pq.ParquetWriter | None = None
    try:
        for table, odd in _in_order(parser.table, _blocks(path, told.skip, size), workers):
            outcome.odd += [(told.skip + outcome.rows + row + 1, column, raw) for row, column, raw in odd]
            outcome.rows += table.num_rows
            writer = writer or pq.ParquetWriter(target, table.schema, compression="lz4", store_schema=False, use_dictionary=parser.listed())
            writer.write_table(table, row_group_size=table.num_rows or 1)
    finally:
        if writer is not None:
            writer.close()
    if writer is None:
        raise Unfit("there are no rows")
    return outcome


def _blocks(path: Path, skip: int, size: int) -> Iterator[bytes]:
    """The file behind its first `skip` lines, in pieces that end with a line."""
    with path.open("rb") as file:
        for _ in range(skip):
            file.readline()
        if not skip and file.read(3) != b"\xef\xbb\xbf":
            file.seek(0)
        left = b""
        while piece := file.read(size):
            end = piece.rfind(b"\n") + 1
            if end:
                yield left + piece[:end]
                left = piece[end:]
            elif len(left := left + piece) > LONGEST:
                raise Unfit("a line is too long")
    if left:
        yield left


def _in_order(work: Callable[[bytes], Any], blocks: Iterator[bytes], workers: int) -> Iterator[Any]:
    """The results of `work` in the order of the blocks, with at most `workers` + 1 blocks in memory."""
    waiting: deque[Future[Any]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for block in blocks:
                waiting.append(pool.submit(work, block))
                if len(waiting) > workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for one in waiting:
                one.cancel()


class Parser:
    """Blocks of lines to Arrow tables."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.cells = [f"c{i}" for i in range(len(told.names))]
        self.types = [_arrow_type(plan) for plan in told.plans]
        self.own = threading.local()  # a connection is not shared by threads

    def listed(self) -> list[str]:
        """The columns that Parquet keeps as codes and a list."""
        return [
            name
            for name, plan, share in zip(self.told.names, self.told.plans, self.told.repeats, strict=True)
            if share < (REPEATS if plan.type == "text" else 0.1)
        ]

    def table(self, block: bytes) -> "tuple[pa.Table, list[tuple[int, int, str]]]":
        """The rows of a block and the cells that do not fit: (row from 0, column, raw)."""
        import pyarrow as pa

        if self.told.quote and not well_quoted(block, self.told.quote, self.told.delimiter):
            raise Unfit("quotes stand where none are expected")
        if block[:1] in {b"\n", b"\r"} or b"\n\n" in block or b"\n\r" in block:
            raise Unfit("a line is blank")  # Arrow 26 makes a row of it
        try:
            cells = self._parsed(block, self.types)
            return self._finished(cells, self.types)
        except pa.ArrowInvalid:
            return self._finished(self._parsed(block, [None] * len(self.types)), [None] * len(self.types))

    def _parsed(self, block: bytes, types: "Sequence[pa.DataType | None]") -> "pa.Table":
        """The cells as these types, as they stand where there is none. A type that does not fit, or a row of another width, raises."""
        import pyarrow as pa
        import pyarrow.csv

        wanted = [kind or self._text(at) for at, kind in enumerate(types)]
        reading = pa.csv.ReadOptions(use_threads=False, column_names=self.cells, block_size=len(block) + 1)
        parsing = pa.csv.ParseOptions(
            delimiter=self.told.delimiter, quote_char=self.told.quote or False, double_quote=True, ignore_empty_lines=False
        )
        converting = pa.csv.ConvertOptions(
            column_types=dict(zip(self.cells, wanted, strict=True)),
            null_values=self._missing(),
            strings_can_be_null=False,
            true_values=_spellings(TRUE),
            false_values=_spellings(FALSE),
        )
        found = pa.csv.read_csv(pa.py_buffer(block), reading, parsing, converting)
        if found.num_rows != block.count(b"\n") + (not block.endswith(b"\n")):
            raise Unfit("a row is not a line")
        return found

    def _text(self, at: int) -> "pa.DataType":
        """How cells are held as they stand."""
        import pyarrow as pa

        codes = self.told.repeats[at] < REPEATS or self.told.plans[at].type != "text"
        return pa.dictionary(pa.int32(), pa.string()) if codes else pa.string()

    def _missing(self) -> list[str]:
        """The words for missing that all columns but the texts share, as they are usually spelt."""
        typed = [plan.words for plan in self.told.plans if plan.type != "text"]
        return _spellings(frozenset.intersection(*typed)) if typed else [""]

    def _finished(self, cells: "pa.Table", types: "Sequence[pa.DataType | None]") -> "tuple[pa.Table, list[tuple[int, int, str]]]":
        import pyarrow as pa

        made, odd = [], []
        for at, (column, plan) in enumerate(zip(cells.columns, self.told.plans, strict=True)):
            array = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
            if plan.type == "text":
                array = _without(array, plan.words)
            elif types[at] is None or _has_nan(array):
                if types[at] is not None:
                    raise pa.ArrowInvalid("not a number")
                array, strange = self._judged(array, plan)
                odd += [(row, at, raw) for row, raw in strange]
            made.append(array)
        return pa.table(made, names=list(self.told.names)), odd

    def _judged(self, texts: "pa.DictionaryArray", plan: Plan) -> "tuple[pa.Array, list[tuple[int, str]]]":
        """Texts as values, each different one looked at once, and those that do not fit: (row, raw)."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if not hasattr(self.own, "con"):
            self.own.con = connect(threads=1)
        self.own.con.register("cells", pa.table({"t": texts.dictionary}))
        found = self.own.con.sql(f"SELECT {plan.value('t')} AS value, {plan.missing('t')} AS gone FROM cells").to_arrow_table()
        self.own.con.unregister("cells")
        value, gone = found["value"].combine_chunks(), found["gone"].combine_chunks()
        strange = pc.and_(pc.is_null(value), pc.invert(gone))
        if pc.any(strange).as_py():
            rows = pc.indices_nonzero(pc.take(strange, texts.indices)).to_pylist()
            if len(rows) > max(ODD_CELLS, ODD_SHARE * len(texts)):
                raise Unfit("too many cells do not fit")
        else:
            rows = []
        return pc.take(value, texts.indices), [(row, texts[row].as_py()) for row in rows]


def _arrow_type(plan: Plan) -> "pa.DataType | None":
    """The type that Arrow parses by itself, None where our own look is needed."""
    import pyarrow as pa

    if plan.type == "boolean":
        return pa.bool_()
    if plan.type in {"integer", "decimal"} and plan.number.plain:
        return pa.int64() if plan.type == "integer" else pa.float64()
    if plan.date is not None and plan.date.plain:
        if plan.date.time:
            return pa.timestamp("us")
        return pa.date32() if set(plan.date.formats) == {"%Y-%m-%d"} else None
    return None


def _spellings(words: frozenset[str] | set[str]) -> list[str]:
    return sorted({form for word in words for form in (word, word.upper(), word.capitalize(), word.title())})


def _has_nan(array: "pa.Array") -> bool:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pa.types.is_floating(array.type) and bool(pc.any(pc.is_nan(array)).as_py())


def _without(array: "pa.Array", words: frozenset[str]) -> "pa.Array":
    """The texts with null for the words that mean missing."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    coded = pa.types.is_dictionary(array.type)
    texts = array.dictionary if coded else array
    suspects = _suspects(texts, words)
    looked = pc.is_in(pc.utf8_lower(pc.utf8_trim(texts.take(suspects), BLANKS)), strings(sorted(words)))
    if not pc.any(looked).as_py():
        return array
    gone_there = np.zeros(len(texts), bool)
    gone_there[values(suspects.filter(looked))] = True
    gone = marks(gone_there)
    if not coded:
        return pc.if_else(gone, pa.nulls(1, texts.type)[0], texts)
    indices = pc.if_else(pc.take(gone, array.indices), pa.nulls(1, pa.int32())[0], array.indices)
    return pa.DictionaryArray.from_arrays(indices, texts)


def _suspects(texts: "pa.Array", words: frozenset[str]) -> "pa.Array":
    """The places of the texts that are empty or begin as a blank or one of the words does: the only ones worth a close look."""
    import numpy as np

    begins = np.zeros(256, bool)
    begins[[form.encode()[0] for word in words | set(BLANKS) for form in (word.lower(), word.upper()) if form]] = True
    _, ends, held = texts.buffers()
    offsets = np.frombuffer(ends, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    letters = np.frombuffer(held or b"", np.uint8)
    filled = offsets[1:] > offsets[:-1]
    if not len(letters):
        return places(np.arange(len(texts)))
    first = letters[np.minimum(offsets[:-1], len(letters) - 1)]
    return places(np.flatnonzero(~filled | begins[first]))


def well_quoted(block: bytes, quote: str, delimiter: str) -> bool:
    """Whether every quote opens or closes a whole cell, or is doubled within one; then the block ends outside quotes too. O(n)."""
    sign = quote.encode()
    if sign not in block:
        return True
    return _paired(block, sign, delimiter) or _paired(block.replace(sign + sign, b""), sign, delimiter)


def _paired(block: bytes, sign: bytes, delimiter: str) -> bool:
    import numpy as np

    found = np.frombuffer(block, np.uint8)
    places = np.flatnonzero(found == sign[0])
    if len(places) % 2:
        return False
    border = np.zeros(256, bool)
    border[[ord(delimiter), 10, 13]] = True
    opening, closing = places[::2], places[1::2]
    before = border[found[opening - 1]] | (opening == 0)
    behind = border[found[(closing + 1) % len(found)]] | (closing == len(found) - 1)
    return bool(before.all() and behind.all())
