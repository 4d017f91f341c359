"""Bring numbers to one scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from mllab.data.duck import quote
from mllab.data.prepare._base import Fitted, Relation, Step, double, named
from mllab.data.prepare._columns import columns
from mllab.data.table import Column, Kind
from mllab.errors import DataError
from mllab.params import knob
from mllab.script import Script

CENTER_SPREAD = {
    "standard": ("avg({0})", "stddev_pop({0})"),
    "0 to 1": ("min({0})", "max({0}) - min({0})"),
    "robust": ("quantile_cont({0}, 0.5)", "quantile_cont({0}, 0.75) - quantile_cont({0}, 0.25)"),
}


@dataclass(frozen=True)
class Scale(Step):
    """Subtract a center and divide by a spread, both learned once. A column without spread is only centered. O(n).

    "standard" is pulled by outliers, "0 to 1" is decided by the two extremes, "robust" (median and quartiles) by neither.
    """

    name: ClassVar[str] = "scale"

    columns: tuple[str, ...] = columns("The columns to scale.", ("number",), empty="all numbers")
    how: Literal["standard", "0 to 1", "robust"] = knob(
        "standard", help="Mean and standard deviation, minimum and range, or median and interquartile range."
    )

    def fit(self, source: Relation) -> Fitted:
        chosen = self.chosen(source.columns)
        finite = {
            column.name: f"CASE WHEN isfinite(CAST({quote(column.name)} AS DOUBLE)) THEN CAST({quote(column.name)} AS DOUBLE) END"
            for column in chosen
        }
        if not chosen:
            raise DataError(f"{self.name}: there is no number column to scale.")
        found = source.one([part.format(sql) for sql in finite.values() for part in CENTER_SPREAD[self.how]])
        pairs = {name: (found[2 * i], found[2 * i + 1]) for i, name in enumerate(finite)}
        return {"values": {name: [center, spread or 1.0] for name, (center, spread) in pairs.items() if center is not None}}

    def sql(self, source: Relation, fitted: Fitted) -> str:
        return source.select(
            {name: f"(CAST({quote(name)} AS DOUBLE) - {double(c)}) / {double(s)}" for name, (c, s) in fitted["values"].items()}
        )

    def kinds(self, columns: Sequence[Column], fitted: Fitted) -> dict[str, Kind]:
        return dict.fromkeys(fitted["values"], "number")

    def script(self, columns: Sequence[Column], fitted: Fitted) -> Script:
        pairs = "".join(f"    {name!r}: ({center!r}, {spread!r}),\n" for name, (center, spread) in fitted["values"].items())
        return Script(
            f"scales = {{  # center and spread, learned once\n{pairs}}}\nfor column, (center, spread) in scales.items():\n    frame[column] = (frame[column].astype(float) - center) / spread"
        )

    def says(self, fitted: Fitted) -> str:
        return f"scale {named(self.columns or list(fitted.get('values', {})))} ({self.how})"
