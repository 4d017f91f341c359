"""A category as one column per value."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from mllab.data.duck import literal, quote
from mllab.data.expression._compile import type_of
from mllab.data.prepare._base import Fitted, Relation, Step, fresh
from mllab.data.prepare._columns import column
from mllab.data.table import Column, Kind
from mllab.errors import DataError
from mllab.params import knob
from mllab.script import Script


@dataclass(frozen=True)
class OneHot(Step):
    """Add a column of 0 and 1 for each of the most frequent values, as learned; other and missing values are 0 in all of them. O(n)."""

    name: ClassVar[str] = "one-hot"

    column: str = column("The category.", ("text", "boolean"))
    most: int = knob(20, 1, 200, help="How many values get a column, the most frequent first.")
    keep: bool = knob(False, help="Keep the category itself too.")

    def fit(self, source: Relation) -> Fitted:
        name = quote(self.column)
        ask = f"SELECT {name} FROM {source.view} WHERE {name} IS NOT NULL GROUP BY {name} ORDER BY count(*) DESC, {name} LIMIT {self.most}"
        found = [value for (value,) in source.ask(ask)]
        if not found:
            raise DataError(f"{self.name}: every value of {self.column[:60]!r} is missing, so there is nothing to encode.")
        return {"categories": found}

    def _outputs(self, columns: Sequence[Column], fitted: Fitted) -> dict[str, str | bool]:
        """Name of the new column -> value."""
        found: dict[str, str | bool] = {}
        for value in fitted["categories"]:
            short = str(value).lower() if isinstance(value, bool) else " ".join(value.split())[:60]
            found[fresh(f"{self.column} = {short}", [*(one.name for one in columns), *found])] = value
        return found

    def writes(self, columns: Sequence[Column], fitted: Fitted) -> list[str]:
        return list(self._outputs(columns, fitted))

    def kinds(self, columns: Sequence[Column], fitted: Fitted) -> dict[str, Kind]:
        return dict.fromkeys(self._outputs(columns, fitted), "number")

    def sql(self, source: Relation, fitted: Fitted) -> str:
        name = quote(self.column)
        made = {
            output: f"CAST(coalesce({name} = {str(value).upper() if isinstance(value, bool) else literal(value)}, FALSE) AS BIGINT)"
            for output, value in self._outputs(source.columns, fitted).items()
        }
        return source.select(made, drop=() if self.keep else (self.column,))

    def script(self, columns: Sequence[Column], fitted: Fitted) -> Script:
        kind = next(type_of(one) for one in columns if one.name == self.column)
        listed = "".join(f"    {name!r}: {value!r},\n" for name, value in self._outputs(columns, fitted).items())
        drop = "" if self.keep else f".drop(columns=[{self.column!r}])"
        return Script(
            f"values = {{  # learned once\n{listed}}}\n"
            f'category = frame[{self.column!r}].astype("{"boolean" if kind == "boolean" else "string"}")\n'
            "hot = {name: (category == value).fillna(False).astype(int) for name, value in values.items()}\n"
            f"frame = frame.assign(**hot){drop}"
        )

    def says(self, fitted: Fitted) -> str:
        return f"one column for each of the {len(fitted['categories']) if fitted else self.most} values of {self.column}"
