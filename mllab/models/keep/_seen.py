"""What a model has seen of each column: enough to say how new rows differ, and no row."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from mllab.data.table import KINDS, Column, Kind
from mllab.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

MOST_VALUES = 1_000  # of a category that are kept by name
Point = float | str | None


@dataclass(frozen=True)
class Seen:
    """One column as it was learned from.

    low, middle, high  smallest, median and largest number, or date as text; None for other kinds
    values             (value, how often) of a category, the most frequent first; at most 1,000
    missing            rows without a value, of `rows`
    used               whether the model looks at it: a column that was all the same is left out
    """

    name: str
    kind: Kind
    sql: str
    rows: int
    missing: int
    used: bool = True
    low: Point = None
    middle: Point = None
    high: Point = None
    values: tuple[tuple[str, int], ...] = ()

    @property
    def column(self) -> Column:
        """The column itself."""
        return Column(self.name, self.kind, self.sql)

    def spec(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)

    @classmethod
    def from_spec(cls, spec: Mapping[str, Any]) -> Self:
        """The column that `spec` told. Raises DataError when it tells none."""
        try:
            found = cls(**{**spec, "values": tuple((str(value), int(count)) for value, count in spec.get("values", ()))})
        except (TypeError, ValueError, AttributeError) as problem:
            raise DataError(f"This tells no column ({problem}). The file is damaged.") from problem
        if found.kind not in KINDS:
            raise DataError(f"A column is one of {', '.join(KINDS)}, got {found.kind!r}. The file is damaged or newer than this mllab.")
        return found


def seen(frame: "pd.DataFrame", columns: Sequence[Column], used: Sequence[str]) -> tuple[Seen, ...]:
    """What the rows of `frame` show of each column. O(n d)."""
    return tuple(_seen(frame[column.name], column, column.name in set(used)) for column in columns)


def _seen(values: "pd.Series", column: Column, used: bool) -> Seen:
    from mllab.data.matrix._columns import typed

    form = column.kind if column.kind != "identifier" else "category"
    clean = typed(values, form)
    known = clean.dropna()
    base = Seen(column.name, column.kind, column.sql, len(clean), int(clean.isna().sum()), used)
    if not len(known):
        return base
    if form in {"number", "boolean"}:
        low, middle, high = (float(value) for value in np.quantile(known.to_numpy(np.float64), [0, 0.5, 1]))
        return Seen(**{**asdict(base), "low": low, "middle": middle, "high": high})
    if form == "date":
        ordered = known.sort_values()
        points = (ordered.iloc[0], ordered.iloc[len(ordered) // 2], ordered.iloc[-1])
        return Seen(**{**asdict(base), **dict(zip(("low", "middle", "high"), (moment.isoformat() for moment in points), strict=True))})
    if form == "category":
        counts = known.value_counts().head(MOST_VALUES)
        return Seen(**{**asdict(base), "values": tuple((str(value), int(count)) for value, count in counts.items())})
    return base
