"""Blocks of lines to Arrow tables, by the plan of each column."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mllab.data.duck import connect
from mllab.data.read.gaps import without
from mllab.data.read.numbers import NumberStyle
from mllab.data.read.plan import FALSE, TRUE, Plan
from mllab.data.read.quotes import well_quoted

if TYPE_CHECKING:
    import pyarrow as pa

ODD_SHARE, ODD_CELLS = 0.05, 1000  # more cells of a block than this that do not fit: the plan is wrong
REPEATS = 0.5  # texts of which fewer are different than this share are kept as codes and a list
SIMPLE = (NumberStyle("."), NumberStyle(","))  # whole numbers are written alike in both
Odd = tuple[int, int, str]  # row, column, raw


class Unfit(Exception):
    """This file, or these plans, are not for this reader."""


@dataclass(frozen=True)
class Told:
    """What a reader of blocks must know: the layout, the lines before the first row, and a plan for each column.

    `repeats` are the shares of different texts that a block of each column will have.
    """

    delimiter: str
    quote: str
    skip: int
    names: Sequence[str]
    plans: Sequence[Plan]
    repeats: Sequence[float]
    row_bytes: float


def cells(
    block: bytes, delimiter: str, quote: str, types: "Sequence[pa.DataType]", gone: Sequence[str] = (), point: str = "."
) -> "pa.Table":
    """The cells of whole lines as columns c0, c1, ... of these types, `gone` being the spellings of missing where a column is no text.

    Raises Unfit where a line is not a row or quotes stand inside cells, and pa.ArrowInvalid for another width or what is not of the type.
    """
    import pyarrow as pa
    import pyarrow.csv

    if quote and not well_quoted(block, quote, delimiter):
        raise Unfit("quotes stand where none are expected")
    if b"\r" in block and (b"\n\n" in block or b"\n\r" in block):
        raise Unfit("a line is blank")  # without \r the count of rows below tells
    heads = [f"c{i}" for i in range(len(types))]
    reading = pa.csv.ReadOptions(use_threads=False, column_names=heads, block_size=len(block) + 1)
    parsing = pa.csv.ParseOptions(delimiter=delimiter, quote_char=quote or False, double_quote=True, ignore_empty_lines=True)
    converting = pa.csv.ConvertOptions(
        column_types=dict(zip(heads, types, strict=True)),
        null_values=gone,
        strings_can_be_null=False,
        decimal_point=point,
        true_values=spellings(TRUE),
        false_values=spellings(FALSE),
    )
    found = pa.csv.read_csv(pa.py_buffer(block), reading, parsing, converting)
    if found.num_rows != block.count(b"\n") + (not block.endswith(b"\n")):
        raise Unfit("a row is not a line")
    return found


class Parser:
    """Blocks of lines to Arrow tables."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.point = _point(told.plans)
        self.types = [_arrow_type(plan, self.point) for plan in told.plans]
        self.own = threading.local()  # a connection is not shared by threads

    def listed(self) -> list[str]:
        """The columns that Parquet keeps as codes and a list."""
        return [
            name
            for name, plan, share in zip(self.told.names, self.told.plans, self.told.repeats, strict=True)
            if share < (REPEATS if plan.type == "text" else 0.1)
        ]

    def ordered(self) -> list[str]:
        """The columns whose extremes are worth keeping."""
        return [name for name, plan in zip(self.told.names, self.told.plans, strict=True) if plan.type != "text"]

    def table(self, block: bytes) -> "tuple[pa.Table, list[Odd]]":
        """The rows of a block and the cells that do not fit: (row from 0, column, raw)."""
        import pyarrow as pa

        try:
            return self._finished(self._parsed(block, self.types), self.types)
        except pa.ArrowInvalid:
            return self._finished(self._parsed(block, [None] * len(self.types)), [None] * len(self.types))

    def _parsed(self, block: bytes, types: "Sequence[pa.DataType | None]") -> "pa.Table":
        """The cells as these types, as they stand where there is none. A type that does not fit, or a row of another width, raises."""
        wanted = [kind or self._text(at) for at, kind in enumerate(types)]
        return cells(block, self.told.delimiter, self.told.quote, wanted, self._missing(), self.point)

    def _text(self, at: int) -> "pa.DataType":
        """How cells are held as they stand."""
        import pyarrow as pa

        codes = self.told.repeats[at] < REPEATS or self.told.plans[at].type != "text"
        return pa.dictionary(pa.int32(), pa.string()) if codes else pa.string()

    def _missing(self) -> list[str]:
        """The words for missing that all columns but the texts share, as they are usually spelt."""
        typed = [plan.words for plan in self.told.plans if plan.type != "text"]
        return spellings(frozenset.intersection(*typed)) if typed else [""]

    def _finished(self, cells: "pa.Table", types: "Sequence[pa.DataType | None]") -> "tuple[pa.Table, list[Odd]]":
        import pyarrow as pa

        made, odd = [], []
        for at, (column, plan) in enumerate(zip(cells.columns, self.told.plans, strict=True)):
            array = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
            if plan.type == "text":
                array = without(array, plan.words)
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


def _point(plans: Sequence[Plan]) -> str:
    """The decimal sign, of which Arrow knows one for all columns: a comma where every column of decimals has it."""
    signs = {plan.number.decimal for plan in plans if plan.type == "decimal"}
    return "," if signs == {","} else "."


def _arrow_type(plan: Plan, point: str) -> "pa.DataType | None":
    """The type that Arrow parses by itself, None where our own look is needed."""
    import pyarrow as pa

    if plan.type == "boolean":
        return pa.bool_()
    if (plan.type == "integer" and plan.number in SIMPLE) or (plan.type == "decimal" and plan.number == NumberStyle(point)):
        return pa.int64() if plan.type == "integer" else pa.float64()
    if plan.date is not None and plan.date.plain:
        if plan.date.time:
            return pa.timestamp("us")
        return pa.date32() if set(plan.date.formats) == {"%Y-%m-%d"} else None
    return None


def spellings(words: frozenset[str] | set[str]) -> list[str]:
    """The words as they are usually spelt: small, capital, with a capital."""
    return sorted({form for word in words for form in (word, word.upper(), word.capitalize(), word.title())})


def _has_nan(array: "pa.Array") -> bool:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pa.types.is_floating(array.type) and bool(pc.any(pc.is_nan(array)).as_py())
