"""Drop rows with missing values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from mllab.data.duck import quote
from mllab.data.prepare._base import Fitted, Relation, Step, listed, named
from mllab.data.prepare._columns import columns
from mllab.data.table import Column
from mllab.params import knob
from mllab.script import Script


@dataclass(frozen=True)
class DropMissing(Step):
    """Leave out the rows in which values are missing. What is left may differ from the whole: rows are seldom missing by chance. O(n)."""

    name: ClassVar[str] = "drop rows with missing"
    source: ClassVar[str] = "complete-case analysis and its bias: Little & Rubin 2019"
    drops_rows: ClassVar[bool] = True

    columns: tuple[str, ...] = columns("The columns that are looked at.", empty="all columns")
    where: Literal["any", "all"] = knob("any", help="Drop a row when any of these values is missing, or only when all are.")

    def sql(self, source: Relation, fitted: Fitted) -> str:
        joined = " AND " if self.where == "any" else " OR "
        return source.where("(" + joined.join(f"{quote(name)} IS NOT NULL" for name in self.columns or source.names) + ")")

    def script(self, columns: Sequence[Column], fitted: Fitted) -> Script:
        names = listed(self.columns or [column.name for column in columns])
        return Script(f"frame = frame.dropna(subset={names}, how={self.where!r}, ignore_index=True)")

    def says(self, fitted: Fitted) -> str:
        return f"drop rows in which {self.where} of {named(self.columns) if self.columns else 'all columns'} is missing"
