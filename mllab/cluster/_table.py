"""Labels for every row of a table, also of one too big for memory: read, encoded and assigned piece by piece."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mllab.cluster._assign import assign
from mllab.cluster._base import Clustering
from mllab.data.table import Column, Table
from mllab.errors import DataError

if TYPE_CHECKING:
    from mllab.data.matrix import Matrix

PIECE = 50_000


def label_table(table: Table, matrix: "Matrix", fitted: Clustering) -> Iterator[np.ndarray]:
    """The labels of the whole table, a piece of 50,000 rows at a time, in its order.

    `matrix` is what was fitted and `fitted` the result; fitted rows keep their label, the others are assigned
    (see `assign`). Memory: one piece and the labels.
    """
    import pyarrow.parquet as pq

    known = np.full(table.rows, -2, dtype=np.int64)
    known[matrix.rows] = fitted.labels
    begin = 0
    for batch in pq.ParquetFile(table.path).iter_batches(batch_size=PIECE, columns=matrix.columns):
        piece = known[begin : begin + batch.num_rows].copy()
        if (new := piece == -2).any():
            frame = batch.to_pandas()
            piece[new] = assign(matrix.pipeline.transform(frame.loc[new]), matrix.values, fitted).labels
        begin += batch.num_rows
        yield piece


def with_groups(table: Table, groups: np.ndarray, column: str, target: Path) -> Table:
    """The table with one more column of text, `groups` (n,), written to the Parquet file `target` a piece at a time.

    Raises DataError when the column is there already or when the groups are not one for each row.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if column in table.names:
        raise DataError(f"{table.name} has a column called {column!r} already. Choose another name.")
    if len(groups) != table.rows:
        raise DataError(f"{table.name} has {table.rows:,} rows, but {len(groups):,} were given a group. Give one for each.")
    source, begin = pq.ParquetFile(table.path), 0
    with pq.ParquetWriter(target, source.schema_arrow.append(pa.field(column, pa.string())), compression="zstd") as out:
        for batch in source.iter_batches(batch_size=PIECE):
            piece = pa.array([str(group) for group in groups[begin : begin + batch.num_rows]], pa.string())
            out.write_batch(batch.append_column(column, piece))
            begin += batch.num_rows
    return replace(table, path=target, columns=(*table.columns, Column(column, "category", "VARCHAR")))
