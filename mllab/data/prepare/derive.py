"""Compute a new column."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from mllab.data.expression import Compiled, compiled
from mllab.data.expression._compile import series
from mllab.data.expression._errors import quoted
from mllab.data.prepare._base import Fitted, Relation, Step, new_name
from mllab.data.table import Column, Kind
from mllab.params import knob
from mllab.script import Script

KINDS: dict[str, Kind] = {"number": "number", "text": "category", "boolean": "boolean", "date": "date"}


@dataclass(frozen=True)
class Derive(Step):
    """Compute a column from others; what is computed from a missing value is missing. A name that is there already is replaced. O(n)."""

    name: ClassVar[str] = "derive a column"

    to: str = knob("derived", help="The name of the column: a new one, or one that is to be replaced.")
    formula: str = knob("", help="For example: monthly_spend / visits, or: if(age >= 65, 'senior', 'adult').")

    @classmethod
    def suggest(cls, columns: Sequence[Column]) -> Self:
        return cls(formula=f"coalesce({', '.join([quoted(columns[0].name)] * 2)})") if columns else cls()

    def check(self, columns: Sequence[Column], fitted: Fitted | None = None) -> None:
        self.compiled(columns)
        new_name(self.name, self.to, columns, but=self.to)

    def compiled(self, columns: Sequence[Column]) -> Compiled:
        """The formula over these columns. Raises DataError that points at what is wrong."""
        return series(compiled(self.formula, columns))

    def writes(self, columns: Sequence[Column], fitted: Fitted) -> list[str]:
        return [self.to]

    def kinds(self, columns: Sequence[Column], fitted: Fitted) -> dict[str, Kind]:
        return {self.to: KINDS[self.compiled(columns).type]}

    def sql(self, source: Relation, fitted: Fitted) -> str:
        found = self.compiled(source.columns)
        return source.select({self.to: f"CASE WHEN NOT isnan({found.sql}) THEN {found.sql} END" if found.type == "number" else found.sql})

    def script(self, columns: Sequence[Column], fitted: Fitted) -> Script:
        found = self.compiled(columns)
        ending = ".to_numpy(float, na_value=np.nan)" if found.type == "number" else ""
        return Script(f"frame = frame.assign(**{{{self.to!r}: ({found.pandas}){ending}}})", ("import numpy as np", "import pandas as pd"))

    def says(self, fitted: Fitted) -> str:
        return f"{self.to} = {self.formula}"
