"""A table with more columns: what was found about its rows, joined to it a piece at a time."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mllab.data.table import Column, Table
from mllab.errors import DataError

if TYPE_CHECKING:
    import pyarrow as pa

PIECE = 50_000


def with_columns(table: Table, found: Mapping[str, np.ndarray], target: Path, rows: np.ndarray | None = None) -> Table:
    """The table with one more column for each array of `found`, written to the Parquet file `target`.

    The arrays hold numbers or text, one for every row, or one for each of the given `rows` (others stay missing). Memory: one piece
    of 50,000 rows and the arrays. Raises DataError when a column is there already or when the arrays do not fit the rows.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    _check(table, found, rows)
    source, begin = pq.ParquetFile(table.path), 0
    whole = {name: _whole(values, rows, table.rows) for name, values in found.items()}
    schema = source.schema_arrow
    for name, values in whole.items():
        schema = schema.append(pa.field(name, values.type))
    with pq.ParquetWriter(target, schema, compression="zstd") as out:
        for batch in source.iter_batches(batch_size=PIECE):
            for name, values in whole.items():
                batch = batch.append_column(name, values.slice(begin, batch.num_rows))
            out.write_batch(batch)
            begin += batch.num_rows
    return replace(table, path=target, columns=(*table.columns, *(_column(name, values) for name, values in found.items())))


def _check(table: Table, found: Mapping[str, np.ndarray], rows: np.ndarray | None) -> None:
    given = table.rows if rows is None else len(rows)
    for name, values in found.items():
        if name in table.names:
            raise DataError(f"{table.name} has a column called {name!r} already. Choose another name.")
        if len(values) != given:
            raise DataError(f"{name!r} has {len(values):,} values for {given:,} rows. Give one for each.")


def _whole(values: np.ndarray, rows: np.ndarray | None, n: int) -> "pa.Array":
    """As an Arrow array of n values, missing where no row was given."""
    import pyarrow as pa

    text = values.dtype.kind not in "fiu"
    if rows is None:
        return pa.array([str(value) for value in values], pa.string()) if text else pa.array(values)
    known = np.zeros(n, dtype=bool)
    known[rows] = True
    spread = np.full(n, "", dtype=object) if text else np.zeros(n, dtype=values.dtype)
    spread[rows] = values
    return pa.array(spread, pa.string() if text else None, mask=~known)


def _column(name: str, values: np.ndarray) -> Column:
    if values.dtype.kind == "f":
        return Column(name, "number", "DOUBLE" if values.itemsize == 8 else "FLOAT")
    return Column(name, "number", "BIGINT") if values.dtype.kind in "iu" else Column(name, "category", "VARCHAR")
