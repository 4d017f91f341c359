"""Pull outliers in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from mllab.data.duck import quote
from mllab.data.prepare._base import Fitted, Relation, Step, double, named
from mllab.data.prepare._columns import columns
from mllab.data.table import Column
from mllab.errors import DataError
from mllab.params import knob
from mllab.script import Script


@dataclass(frozen=True)
class Clip(Step):
    """Set what lies outside two fences to the fences (winsorising). O(n).

    "quartiles": the fences lie `width` interquartile ranges outside the quartiles. "deviations": `width` standard deviations from the mean.
    "quantiles": they are the `tail` and 1 - `tail` quantiles.
    """

    name: ClassVar[str] = "clip outliers"
    source: ClassVar[str] = "Tukey 1977 (fences); Tukey 1962 (winsorising)"

    columns: tuple[str, ...] = columns("The columns to clip.", ("number",), empty="all numbers")
    how: Literal["quartiles", "deviations", "quantiles"] = knob("quartiles", help="How the fences are found.")
    width: float = knob(3.0, 0.1, 10.0, help="How far out the fences lie, for quartiles and deviations.")
    tail: float = knob(0.01, 0.0, 0.25, help="The share beyond each fence, for quantiles.")

    def fit(self, source: Relation) -> Fitted:
        chosen = self.chosen(source.columns)
        if not chosen:
            raise DataError(f"{self.name}: there is no number column to clip.")
        fences: list[str] = []
        for column in chosen:
            x = f"CASE WHEN isfinite(CAST({quote(column.name)} AS DOUBLE)) THEN CAST({quote(column.name)} AS DOUBLE) END"
            fences += self._fences(x)
        found = source.one(fences)
        pairs = {column.name: [found[2 * i], found[2 * i + 1]] for i, column in enumerate(chosen)}
        return {"values": {name: pair for name, pair in pairs.items() if None not in pair}}

    def _fences(self, x: str) -> list[str]:
        if self.how == "deviations":
            return [f"avg({x}) - {self.width!r} * stddev_pop({x})", f"avg({x}) + {self.width!r} * stddev_pop({x})"]
        if self.how == "quantiles":
            return [f"quantile_cont({x}, {self.tail!r})", f"quantile_cont({x}, {1 - self.tail!r})"]
        q1, q3 = f"quantile_cont({x}, 0.25)", f"quantile_cont({x}, 0.75)"
        return [f"{q1} - {self.width!r} * ({q3} - {q1})", f"{q3} + {self.width!r} * ({q3} - {q1})"]

    def sql(self, source: Relation, fitted: Fitted) -> str:
        return source.select(
            {
                name: f"CASE WHEN {quote(name)} IS NOT NULL THEN greatest(least(CAST({quote(name)} AS DOUBLE), {double(high)}), {double(low)}) END"
                for name, (low, high) in fitted["values"].items()
            }
        )

    def script(self, columns: Sequence[Column], fitted: Fitted) -> Script:
        pairs = "".join(f"    {name!r}: ({low!r}, {high!r}),\n" for name, (low, high) in fitted["values"].items())
        return Script(
            f"fences = {{  # learned once\n{pairs}}}\nfor column, (low, high) in fences.items():\n    frame[column] = frame[column].astype(float).clip(low, high)"
        )

    def says(self, fitted: Fitted) -> str:
        detail = (
            f"beyond the {self.tail:g} quantiles"
            if self.how == "quantiles"
            else f"beyond {self.width:g} {'interquartile ranges' if self.how == 'quartiles' else 'standard deviations'}"
        )
        return f"clip {named(self.columns or list(fitted.get('values', {})))} {detail}"
