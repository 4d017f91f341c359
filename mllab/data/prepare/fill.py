"""Fill missing values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal

from mllab.data.duck import literal, quote
from mllab.data.expression._compile import type_of
from mllab.data.prepare._base import Fitted, Relation, Step, double, is_whole, named
from mllab.data.prepare._columns import columns
from mllab.data.table import Column
from mllab.errors import DataError
from mllab.params import knob
from mllab.script import Script

FINITE = "CASE WHEN isfinite(CAST({0} AS DOUBLE)) THEN CAST({0} AS DOUBLE) END"
FIGURES = {
    "median": f"quantile_cont({FINITE}, 0.5)",
    "mean": f"avg({FINITE})",
    # of equally frequent values the first
    "most frequent": "list_sort(list_transform(map_entries(histogram({0})), lambda one: {{'n': -one.value::BIGINT, 'v': one.key}}))[1].v",
}


@dataclass(frozen=True)
class FillMissing(Step):
    """Put a value where one is missing: the column's median, mean or most frequent value as it was learned, or one of your own. O(n).

    Filling hides how much was missing and narrows the spread; derive a column with `is missing` first to keep the trace.
    """

    name: ClassVar[str] = "fill missing"
    source: ClassVar[str] = "single imputation and its bias: Little & Rubin 2019"

    columns: tuple[str, ...] = columns("The columns to fill.", empty="all that have missing values and fit")
    how: Literal["median", "mean", "most frequent", "value"] = knob("median", help="What is put in. Median and mean are for numbers.")
    value: str = knob("", help="What to put in when `how` is value: a number, a text, true or false, or a date such as 2024-12-31.")

    def fit(self, source: Relation) -> Fitted:
        wanted = [column for column in self.chosen(source.columns) if self.columns or self._suits(column)]
        for column in wanted:
            if not self._suits(column):
                raise DataError(
                    f"{self.name}: {column.name[:60]!r} is a {type_of(column)} and has no {self.how}. Choose most frequent or a value."
                )
        present = source.one([f"count({quote(column.name)})" for column in wanted] + ["count(*)"])
        chosen = [(column, there) for column, there in zip(wanted, present, strict=False) if self.columns or 0 < there < present[-1]]
        return {"values": self._learned(source, chosen)}

    def _suits(self, column: Column) -> bool:
        return self.how in {"most frequent", "value"} or type_of(column) == "number"

    def _learned(self, source: Relation, chosen: Sequence[tuple[Column, int]]) -> dict[str, Any]:
        """The value of each column, asked for together: a query for each would bind every column of the table again."""
        if self.how == "value":
            return {column.name: self._given(column) for column, _ in chosen}
        for column, there in chosen:
            if not there:
                raise DataError(
                    f"{self.name}: every value of {column.name[:60]!r} is missing, so there is no {self.how}. Choose a value, or drop the column."
                )
        values: dict[str, Any] = {}
        found = source.one([FIGURES[self.how].format(quote(column.name)) for column, _ in chosen])
        for (column, _), value in zip(chosen, found, strict=True):
            if value is None:
                raise DataError(f"{self.name}: {column.name[:60]!r} has no finite value, so there is no {self.how}. Choose a value.")
            values[column.name] = _json(value) if self.how == "most frequent" else float(value)
        return values

    def _given(self, column: Column) -> Any:
        kind, text = type_of(column), self.value.strip()
        try:
            if kind == "number":
                return float(text)
            if kind == "date":
                return datetime.fromisoformat(text).replace(tzinfo=None).isoformat()
        except ValueError:
            raise DataError(f"{self.name}: {column.name[:60]!r} needs a {kind}, got {self.value[:60]!r}.") from None
        if kind == "boolean":
            if text.lower() not in {"true", "false"}:
                raise DataError(f"{self.name}: {column.name[:60]!r} needs true or false, got {self.value[:60]!r}.")
            return text.lower() == "true"
        return self.value

    def sql(self, source: Relation, fitted: Fitted) -> str:
        by_name = {column.name: column for column in source.columns}
        return source.select({name: _filled(by_name[name], value) for name, value in fitted["values"].items()})

    def script(self, columns: Sequence[Column], fitted: Fitted) -> Script:
        by_name = {column.name: column for column in columns}
        lines = [_line(by_name[name], value) for name, value in fitted["values"].items()]
        return Script("\n".join(lines), ("import pandas as pd",) if any("pd." in line for line in lines) else ())

    def says(self, fitted: Fitted) -> str:
        values = fitted.get("values", {})
        names = self.columns or list(values)
        what = repr(next(iter(values.values()))) if len(values) == 1 else self.value if self.how == "value" else "learned"
        return f"fill missing {named(names) or 'values'} with the {self.how} ({what})"


def _json(value: Any) -> Any:
    if isinstance(value, bool | str) or value is None:
        return value
    return value.isoformat() if hasattr(value, "isoformat") else float(value)


def _filled(column: Column, value: Any) -> str:
    name = quote(column.name)
    kind = type_of(column)
    if kind == "number":
        whole = is_whole(column) and float(value).is_integer() and abs(value) < 2**53
        return f"coalesce({name}, {int(value)})" if whole else f"coalesce(CAST({name} AS DOUBLE), {double(value)})"
    if kind == "boolean":
        return f"coalesce({name}, {str(value).upper()})"
    if kind == "date":
        return f"coalesce(CAST({name} AS TIMESTAMP), CAST({literal(value)} AS TIMESTAMP))"
    return f"coalesce({name}, {literal(value)})"


def _line(column: Column, value: Any) -> str:
    place, kind = f"frame[{column.name!r}]", type_of(column)
    if kind == "boolean":
        return f'{place} = {place}.astype("boolean").fillna({value!r}).astype(bool)'
    if kind == "date":
        return f"{place} = pd.to_datetime({place}).fillna(pd.Timestamp({value!r}))"
    return f"{place} = {place}.fillna({value!r})" if kind == "text" else f"{place} = {place}.astype(float).fillna({value!r})"
