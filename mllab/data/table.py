"""A table and what is known of it: a Parquet file, read through DuckDB, never whole unless asked."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from mllab.data.duck import connect, literal
from mllab.errors import DataError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from mllab.data.profile import Profile

Kind = Literal["number", "category", "boolean", "date", "text", "identifier"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Column:
    """One column: `kind` says what it means, `sql` how DuckDB stores it (BIGINT, DOUBLE, VARCHAR, TIMESTAMP...)."""

    name: str
    kind: Kind
    sql: str


@dataclass(frozen=True)
class Decision:
    """Something the reader decided: what, which value, why, and what else it could have been.

    `option` is the keyword of `data.read` that changes it; empty when nothing can.
    """

    about: str
    value: str
    why: str
    option: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table at rest. Everything is read on demand from `path`, a Parquet file with the recipe applied.

    `id` names it in links; `version` changes whenever its content does (bytes, reading decisions or recipe).
    """

    id: str
    name: str
    path: Path
    rows: int
    columns: tuple[Column, ...]
    version: str
    decisions: tuple[Decision, ...] = ()
    description: str = ""
    origin: str = ""
    source: Path | None = None
    rejects_path: Path | None = field(default=None, repr=False)

    @property
    def names(self) -> list[str]:
        """The column names, in order."""
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        """The column called `name`; DataError with the names there are when there is none."""
        if (found := self._by_name.get(name)) is not None:
            return found
        raise DataError(f"{self.name} has no column {name!r}. It has: {', '.join(self.names[:30])}.")

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in reversed(self.columns)}

    def of_kind(self, *kinds: Kind) -> list[str]:
        """The names of the columns of these kinds."""
        return [column.name for column in self.columns if column.kind in kinds]

    def query(self, sql: str, parameters: list[Any] | None = None) -> "pd.DataFrame":
        """The answer to an SQL query in which this table is called `data`. Written by mllab, never by a user."""
        with connect() as con:
            con.execute(f"CREATE VIEW data AS SELECT * FROM read_parquet({literal(str(self.path))})")
            return con.execute(sql, parameters or []).df()

    def frame(self, columns: list[str] | None = None, limit: int | None = None, sample: int | None = None, seed: int = 0) -> "pd.DataFrame":
        """The rows as pandas: all, the first `limit`, or a seeded `sample` in their order; index = row number from 0."""
        import numpy as np

        names = [self.column(name).name for name in (self.names if columns is None else columns)]
        if sample is not None and sample < self.rows:
            return self._taken(names, np.sort(np.random.default_rng(seed).choice(self.rows, sample, replace=False)))
        return self._taken(names, np.arange(self.rows if limit is None else min(self.rows, max(0, limit))))

    def _taken(self, names: list[str], chosen: "np.ndarray") -> "pd.DataFrame":
        """The rows with these ascending numbers; only the row groups that hold one are read, in their order."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.parquet as pq

        with pq.ParquetFile(self.path) as file:
            parts, start = [], 0
            for group in range(file.num_row_groups):
                rows = file.metadata.row_group(group).num_rows
                inside = chosen[np.searchsorted(chosen, start) : np.searchsorted(chosen, start + rows)] - start
                if len(inside):
                    part = file.read_row_group(group, columns=names).select(names)
                    parts.append(part if len(inside) == rows else part.take(inside))
                start += rows
            found = pa.concat_tables(parts) if parts else file.schema_arrow.empty_table().select(names)
        frame = found.to_pandas()
        frame.index = frame.index if len(chosen) == 0 or chosen[-1] == len(chosen) - 1 else chosen
        return frame

    def matrix(self, columns: list[str] | None = None) -> "np.ndarray":
        """What an algorithm sees: (n, d) float32, all finite. `mllab.data.matrix.encode` says what each column became."""
        from mllab.data.matrix import encode

        return encode(self, columns).values

    def profile(self) -> "Profile":
        """Per column and whole-table facts; computed once and kept beside the table."""
        from mllab.data.profile import profile

        return profile(self)

    @cached_property
    def rejects(self) -> "pd.DataFrame":
        """What did not fit: columns line (from 1), column, raw, reason. Empty when all fitted."""
        import pandas as pd

        if self.rejects_path is None or not self.rejects_path.exists():
            return pd.DataFrame({"line": [], "column": [], "raw": [], "reason": []})
        return pd.read_parquet(self.rejects_path)
