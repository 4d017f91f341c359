"""Parts of a date as columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from mllab.data.duck import quote
from mllab.data.prepare._base import Fitted, Relation, Step, fresh
from mllab.data.prepare._columns import column
from mllab.data.table import Column, Kind
from mllab.errors import DataError
from mllab.params import knob
from mllab.script import Script

PARTS = {
    "year": ("year({0})", "{0}.dt.year"),
    "quarter": ("quarter({0})", "{0}.dt.quarter"),
    "month": ("month({0})", "{0}.dt.month"),
    "day": ("day({0})", "{0}.dt.day"),
    "weekday": ("isodow({0})", "{0}.dt.weekday + 1"),
    "hour": ("hour({0})", "{0}.dt.hour"),
}


@dataclass(frozen=True)
class DateParts(Step):
    """Add the year, month, weekday... of a date as columns; weekdays run from Monday 1 to Sunday 7 (ISO 8601). O(n)."""

    name: ClassVar[str] = "parts of a date"

    column: str = column("The date.", ("date",))
    year: bool = knob(True, help="The year.")
    quarter: bool = knob(False, help="The quarter, 1 to 4.")
    month: bool = knob(True, help="The month, 1 to 12.")
    day: bool = knob(False, help="The day of the month.")
    weekday: bool = knob(True, help="The day of the week, Monday 1 to Sunday 7.")
    hour: bool = knob(False, help="The hour of the day.")
    keep: bool = knob(True, help="Keep the date itself too.")

    def check(self, columns: Sequence[Column], fitted: Fitted | None = None) -> None:
        super().check(columns, fitted)
        if not any(getattr(self, part) for part in PARTS):
            raise DataError(f"{self.name}: no part is chosen. Choose year, month or another.")

    def _outputs(self, columns: Sequence[Column]) -> dict[str, str]:
        """Name of the new column -> part."""
        found: dict[str, str] = {}
        for part in PARTS:
            if getattr(self, part):
                found[fresh(f"{self.column} {part}", [*(one.name for one in columns), *found])] = part
        return found

    def writes(self, columns: Sequence[Column], fitted: Fitted) -> list[str]:
        return list(self._outputs(columns))

    def kinds(self, columns: Sequence[Column], fitted: Fitted) -> dict[str, Kind]:
        return dict.fromkeys(self._outputs(columns), "number")

    def sql(self, source: Relation, fitted: Fitted) -> str:
        date = f"CAST({quote(self.column)} AS TIMESTAMP)"
        made = {name: f"CAST({PARTS[part][0].format(date)} AS BIGINT)" for name, part in self._outputs(source.columns).items()}
        return source.select(made, drop=() if self.keep else (self.column,))

    def script(self, columns: Sequence[Column], fitted: Fitted) -> Script:
        made = "".join(f"    {name!r}: {PARTS[part][1].format('dates')},\n" for name, part in self._outputs(columns).items())
        drop = "" if self.keep else f".drop(columns=[{self.column!r}])"
        return Script(
            f"dates = pd.to_datetime(frame[{self.column!r}])\nframe = frame.assign(**{{\n{made}}}){drop}", ("import pandas as pd",)
        )

    def says(self, fitted: Fitted) -> str:
        return f"{', '.join(part for part in PARTS if getattr(self, part))} of {self.column}"
