"""Encoding a table: choose the columns, fit the pipeline, say in words what happened."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.data.matrix._columns import Reading, Role, roles
from mllab.data.table import Column, Table
from mllab.errors import DataError
from mllab.script import Script

if TYPE_CHECKING:
    import pandas as pd
    from sklearn.pipeline import Pipeline

MOST_COLUMNS = 2_000  # each takes some 5 ms to encode


@dataclass(frozen=True, eq=False)
class Matrix:
    """What an algorithm sees.

    values    (n, d) float32, all finite: numbers in standard deviations, every other column a block of comparable variance. Where nothing but
              the words of many texts is counted, it is a CSR matrix, which leaves the zeros out
    names     (d,) what each output is: "age", "age is missing", "plan = gold", "comment ~ 3", "signup_date: month (sine)"
    sources   (d,) the column that each output came from
    notes     column -> what was done to it, in plain words; columns that were left out are here too
    rows      (n,) int64 row numbers in the table, from 0
    pipeline  the fitted scikit-learn pipeline: `pipeline.transform(frame)` encodes new rows the same way
    unit      whether every row has been brought to length 1
    """

    values: np.ndarray
    names: tuple[str, ...]
    sources: tuple[str, ...]
    notes: dict[str, str]
    rows: np.ndarray
    pipeline: "Pipeline" = field(repr=False)
    roles: tuple[Role, ...] = field(repr=False, default=())
    seed: int = 0
    unit: bool = False

    @property
    def columns(self) -> list[str]:
        """The columns that are in the matrix, in order."""
        return list(dict.fromkeys(self.sources))

    @property
    def left_out(self) -> list[str]:
        """The columns that are not in the matrix; `notes` says why."""
        return [name for name in self.notes if name not in set(self.sources)]

    def frame(self, most: int | None = None) -> "pd.DataFrame":
        """The values under their names, indexed by row number; of the first `most` rows, or of all."""
        import pandas as pd

        return pd.DataFrame(dense(self.values[:most]), columns=list(self.names), index=self.rows[:most])

    def script(self) -> Script:
        """Plain pandas, skrub and scikit-learn that makes `X` from `frame`, equal to `values`."""
        from mllab.data.matrix._script import script

        made = script(self.roles, self.seed)
        return (
            made + Script("X = normalize(X)  # every row of length 1", ("from sklearn.preprocessing import normalize",))
            if self.unit
            else made
        )

    def of_unit_length(self) -> "Matrix":
        """The same rows brought to length 1, so that only their directions from the mean row count; a row of zeros stays.

        All outputs have mean 0, so this is the sphere of the Embedding Projector. Euclidean distances then order pairs of rows as cosine
        distances do. Fails where how far a row is from the average matters: it is gone. O(n d).
        """
        from sklearn.pipeline import Pipeline
        from sklearn.preprocessing import Normalizer

        pipeline = Pipeline([("encode", self.pipeline), ("length", Normalizer())])
        return replace(self, values=Normalizer().transform(self.values), pipeline=pipeline, unit=True)


def dense(X: Any) -> np.ndarray:
    """X (n, d) with its zeros, if it is a CSR matrix."""
    found: np.ndarray = X.toarray() if hasattr(X, "toarray") else X
    return found


def encode(
    table: Table,
    columns: Sequence[str] | None = None,
    *,
    leave_out: Sequence[str] = (),
    sample: int | None = None,
    rows: np.ndarray | None = None,
    seed: int = 0,
) -> Matrix:
    """The matrix of `table`: all columns but identifiers, or just `columns`; all rows, a seeded `sample`, or the given `rows`.

    Numbers are scaled, categories, dates and text encoded, missing values filled and flagged, infinities taken as missing. So that
    no kind of column drowns the others, a column's whole block has one total variance: 1 for a number, a date or a text, 1/2 for a
    category, whose gaps would otherwise dominate distances (Hennig & Liao 2013), and two values of a category are never set further apart
    than 2. O(n d) time and memory.

    Raises DataError when a column is not there, when nothing is left to see, or when more than 2,000 columns are.
    """
    chosen = [table.column(name) for name in columns] if columns is not None else list(table.columns)
    chosen = [column for column in chosen if column.name not in set(leave_out)]
    frame = table.frame([column.name for column in chosen], sample=sample, seed=seed)
    if rows is not None:
        frame = frame.loc[np.asarray(rows)]
    return encode_frame(frame, chosen, asked=columns is not None, seed=seed, who=table.name)


def encode_frame(
    frame: "pd.DataFrame",
    columns: Sequence[Column],
    *,
    asked: bool = False,
    seed: int = 0,
    who: str = "The table",
    text: Reading = "components",
) -> Matrix:
    """The matrix of a frame whose columns are described by `columns`. Identifiers are kept only when `asked` for.

    Columns of `text` are read as a few components of like texts, as counts of their words, or as sentence vectors (the extra `text`).
    """
    from mllab.data.matrix._names import named
    from mllab.data.matrix._pipeline import pipeline as unfitted

    if not len(frame):
        raise DataError(f"{who} has no rows, so an algorithm has nothing to see. Bring a table with rows.")
    found, notes = roles(frame, columns, asked, text)
    if not found:
        listed = "; ".join(f"{name[:60]}: {note}" for name, note in list(notes.items())[:8])
        raise DataError(f"{who} has no column that an algorithm can use. {listed or 'No column was chosen'}. Choose other columns.")
    if len(found) > MOST_COLUMNS:
        raise DataError(
            f"{who} has {len(found):,} columns that an algorithm can use, but at most {MOST_COLUMNS:,} can be encoded. Choose fewer."
        )
    pipeline = unfitted(tuple(found), seed)
    values = pipeline.fit_transform(frame)  # not fit and then transform, which would encode every text twice
    names, sources = named(pipeline, found)
    used = {role.name: role.note for role in found}
    ordered = {column.name: used.get(column.name) or notes[column.name] for column in columns}
    index = frame.index.to_numpy().astype(np.int64)
    return Matrix(values, names, sources, ordered, index, pipeline, tuple(found), seed)


def fit(frame: "pd.DataFrame", found: Sequence[Role], seed: int = 0) -> "Pipeline":
    """The scikit-learn pipeline, fitted to `frame`: skrub's TableVectorizer with an encoder per role, then float32."""
    from mllab.data.matrix._pipeline import pipeline

    return pipeline(tuple(found), seed).fit(frame)
