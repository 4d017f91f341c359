"""The columns of a table of up to a million rows as arrays: numbers as they lie in memory, texts as codes and a list of the different ones.

Sorting an array once gives every figure of a number; counting codes gives every figure of a text. SQL takes ten times as long, and
a thousand times where there are many columns. Columns of other sorts (a text taken for a number) are left to SQL.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mllab.data import arrays
from mllab.data.profile.source import CELLS, WHOLE
from mllab.data.table import Column, Table

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

MOST_BYTES = 200_000_000  # of the columns in memory at once, as they are in the file without compression
MOST_COLUMNS = 1_000


@dataclass(frozen=True)
class Numbers:
    """The present values of a column, infinite ones too, and where they stand (None: in every row). A value counts `step` units."""

    column: Column
    rows: int
    values: "np.ndarray"
    there: "np.ndarray | None"
    step: float = 1.0

    def ordered(self) -> "np.ndarray":
        """The values sorted. O(n) for whole numbers close together and for decimals of few places, else O(n log n)."""
        from mllab.data.profile.sorting import ordered

        found = ordered(self.values)
        return found if self.step == 1 else found * self.step

    def at(self, rows: "np.ndarray | None") -> "np.ndarray":
        """The finite values of these rows (None: all) as float, NaN where there is none."""
        import numpy as np

        chosen: np.ndarray | slice = slice(None) if rows is None else rows
        if self.there is None:
            found = self.values[chosen].astype(float)
        else:
            there = self.there[chosen]
            places = (np.cumsum(self.there) - 1)[chosen]
            found = np.full(len(there), np.nan)
            found[there] = self.values[places[there]]
        found[~np.isfinite(found)] = np.nan
        return found if self.step == 1 else found * self.step

    def codes_at(self, rows: "np.ndarray | None") -> "np.ndarray":
        """The same as codes of the different values, -1 where there is none."""
        import numpy as np

        found = self.at(rows)
        return np.where(np.isnan(found), -1, np.unique(found, return_inverse=True)[1])


@dataclass(frozen=True)
class Texts:
    """The different texts of a column, sorted or not, and the code of each row's (-1: missing)."""

    column: Column
    codes: "np.ndarray"
    words: "pa.Array"

    @cached_property
    def counts(self) -> "np.ndarray":
        """How often each text occurs."""
        import numpy as np

        return np.bincount(self.codes + 1, minlength=len(self.words) + 1)[1:]

    def codes_at(self, rows: "np.ndarray | None") -> "np.ndarray":
        """The codes of these rows (None: all)."""
        return self.codes if rows is None else self.codes[rows]


Held = Numbers | Texts


def groups(table: Table) -> Iterator[list[Held | Column]]:
    """The columns in groups that fit in memory together, in their order; a Column stands where SQL has to do."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(table.path) as file:
        bytes_of = _sizes(file)
    waiting: list[Column] = []
    cells = size = 0
    for column in table.columns:
        more = bytes_of.get(column.name, 0)
        if waiting and (cells + table.rows > CELLS or size + more > MOST_BYTES or len(waiting) >= MOST_COLUMNS):
            yield _read(table, waiting, bytes_of)
            waiting, cells, size = [], 0, 0
        waiting.append(column)
        cells, size = cells + table.rows, size + more
    if waiting:
        yield _read(table, waiting, bytes_of)


def _sizes(file: "pq.ParquetFile") -> dict[str, int]:
    """How many bytes the columns of the file take, by name."""
    found: dict[str, int] = {}
    for group in range(file.metadata.num_row_groups):
        part = file.metadata.row_group(group)
        for place, name in enumerate(file.schema_arrow.names[: part.num_columns]):
            found[name] = found.get(name, 0) + part.column(place).total_uncompressed_size
    return found


def _read(table: Table, columns: list[Column], bytes_of: dict[str, int]) -> list[Held | Column]:
    import pyarrow.parquet as pq

    chosen = [column.name for column in columns if bytes_of.get(column.name, MOST_BYTES) < MOST_BYTES]
    texts = [column.name for column in columns if column.sql.upper() == "VARCHAR"]
    with pq.ParquetFile(table.path, read_dictionary=texts) as file:
        found = file.read(columns=chosen)
    places = {name: place for place, name in enumerate(found.column_names)}
    kept = found.columns  # each is made anew when asked for
    return [_held(column, kept[places[column.name]]) or column if column.name in places else column for column in columns]


def _held(column: Column, values: "pa.ChunkedArray") -> Held | None:
    """The column as arrays; None for what SQL has to convert first."""
    import pyarrow as pa

    kind, sql = values.type, column.sql.upper()
    if column.kind == "date":
        return _dates(column, values) if pa.types.is_date32(kind) or pa.types.is_timestamp(kind) else None
    if pa.types.is_boolean(kind) and sql == "BOOLEAN" and column.kind != "number":
        return _flags(column, values)
    if pa.types.is_integer(kind) and sql in WHOLE:
        return _numbers(column, values)
    if pa.types.is_floating(kind) and column.kind == "number":
        return _numbers(column, values)
    text = (pa.types.is_dictionary(kind) and pa.types.is_string(kind.value_type)) or pa.types.is_string(kind)
    return _texts(column, values) if text and sql == "VARCHAR" and column.kind != "number" else None


def _dates(column: Column, values: "pa.ChunkedArray") -> Numbers | None:
    """Seconds since 1970."""
    import pyarrow as pa

    if pa.types.is_timestamp(values.type) and values.type.tz is not None:
        return None
    if pa.types.is_date32(values.type):
        found, step = _numbers(column, values.cast(pa.int32())), 86_400.0
    else:
        found, per = _numbers(column, values.cast(pa.int64())), {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[values.type.unit]
        return Numbers(column, found.rows, found.values / per, found.there)
    return Numbers(column, found.rows, found.values, found.there, step)


def _numbers(column: Column, values: "pa.ChunkedArray") -> Numbers:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    there = None
    if values.null_count:
        there = arrays.values(pc.is_valid(values))
        found = arrays.values(values.drop_null())
    else:
        found = arrays.values(values)
    if pa.types.is_floating(values.type) and np.isnan(found).any():
        real = ~np.isnan(found)
        if there is None:
            there = real
        else:
            there = there.copy()
            there[there] = real
        found = found[real]
    return Numbers(column, len(values), found, there)


def _flags(column: Column, values: "pa.ChunkedArray") -> Texts:
    import numpy as np
    import pyarrow.compute as pc

    codes = arrays.values(values).astype(np.int32)  # what lies below a gap does not matter
    if values.null_count:
        codes[~arrays.values(pc.is_valid(values))] = -1
    return Texts(column, codes, arrays.strings(["false", "true"]))


def _texts(column: Column, values: "pa.ChunkedArray") -> Texts:
    return Texts(column, *coded(values))


def coded(values: "pa.ChunkedArray") -> tuple["np.ndarray", "pa.Array"]:
    """The code of each row's text (-1: missing), and the different texts."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_dictionary(values.type):
        values = values.dictionary_encode()
    one = values.unify_dictionaries().combine_chunks()
    if isinstance(one, pa.ChunkedArray):
        one = one.chunk(0) if one.num_chunks else pa.nulls(0, values.type)
    codes = arrays.values(one.indices)
    if one.null_count:
        codes = np.where(arrays.values(pc.is_valid(one)), codes, -1)
    return codes, one.dictionary
