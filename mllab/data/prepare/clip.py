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
        asked = []
        for column in chosen:
            x = f"CASE WHEN isfinite(CAST({quote(column.name)} AS DOUBLE)) THEN CAST({quote(column.name)} AS DOUBLE) END"
            asked.append(self._figures(x))
        found = zip(chosen, source.one(asked), strict=True)
        return {"values": {column.name: self._fences(*two) for column, two in found if two is not None and None not in two}}

    def _figures(self, x: str) -> str:
        """SQL: the two figures that the fences follow from."""
        if self.how == "deviations":
            return f"[avg({x}), stddev_pop({x})]"
        shares = [self.tail, 1 - self.tail] if self.how == "quantiles" else [0.25, 0.75]
        return f"quantile_cont({x}, {shares!r})"

    def _fences(self, first: float, second: float) -> list[float]:
        if self.how == "deviations":
            return [first - self.width * second, first + self.width * second]
        reach = 0.0 if self.how == "quantiles" else self.width * (second - first)
        return [first - reach, second + reach]

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
