"""Rows of a table."""

from collections.abc import Sequence

import numpy as np

from mllab.data.table import Table
from mllab.embed.entities._labels import labels
from mllab.embed.words import Words


def of_rows(
    table: Table,
    label: str | None = None,
    columns: Sequence[str] | None = None,
    *,
    leave_out: Sequence[str] = (),
    sample: int | None = None,
    seed: int = 0,
) -> Words:
    """Every row as an entity, with the vector that algorithms see: numbers scaled, categories, dates and texts encoded.

    Named by the column `label`, which is then not part of the vector, or by its row number; a name that comes twice carries its row.
    `columns` and `leave_out` choose what counts, `sample` takes some rows. Cosines compare directions from the average row: a row that is
    average in all has none to speak of. O(n d), as `mllab.data.matrix.encode`, which also raises DataError when no column can be used.
    """
    from mllab.data.matrix import encode

    out = [*leave_out, *([label] if label else [])]
    seen = encode(table, columns, leave_out=out, sample=sample, seed=seed)
    named = table.frame([label])[label].iloc[seen.rows].tolist() if label else [None] * len(seen.rows)
    notes = (
        f"{len(seen.rows):,} rows of {table.name} by {len(seen.columns)} columns: {', '.join(seen.columns[:8])}{', ...' * (len(seen.columns) > 8)}.",
    )
    return Words.of(labels(named, seen.rows.tolist()), np.asarray(seen.values, np.float32), f"{table.name}, its rows", notes=notes)
