"""Labels for every row of a table, also of one too big for memory: read, encoded and assigned piece by piece."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mllab.cluster._assign import assign
from mllab.cluster._base import Clustering
from mllab.data.joined import with_columns
from mllab.data.table import Table

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
    return with_columns(table, {column: np.array([str(group) for group in groups], dtype=object)}, target)
