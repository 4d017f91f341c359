"""Keep the rows for which a condition holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from mllab.data.expression import Compiled, compiled
from mllab.data.expression._errors import quoted
from mllab.data.prepare._base import Fitted, Relation, Step
from mllab.data.table import Column
from mllab.errors import DataError
from mllab.params import knob
from mllab.script import Script


@dataclass(frozen=True)
class FilterRows(Step):
    """Keep the rows for which a condition holds; where it is missing, the row goes. O(n)."""

    name: ClassVar[str] = "filter rows"
    drops_rows: ClassVar[bool] = True

    condition: str = knob("", help="For example: age >= 18 and plan in ['Plus', 'Family'] and `last contact` is not missing.")

    @classmethod
    def suggest(cls, columns: Sequence[Column]) -> Self:
        return cls(condition=f"{quoted(columns[0].name)} is not missing") if columns else cls()

    def compiled(self, columns: Sequence[Column]) -> Compiled:
        """The condition over these columns. Raises DataError that points at what is wrong."""
        found = compiled(self.condition, columns)
        if found.type != "boolean" or not found.columns:
            what = "names no column" if found.type == "boolean" else f"gives a {found.type}"
            raise DataError(f"{self.name} needs a condition such as age >= 18, but this one {what}: {self.condition[:200]}")
        return found

    def check(self, columns: Sequence[Column], fitted: Fitted | None = None) -> None:
        self.compiled(columns)

    def sql(self, source: Relation, fitted: Fitted) -> str:
        return source.where(self.compiled(source.columns).sql)

    def script(self, columns: Sequence[Column], fitted: Fitted) -> Script:
        return Script(
            f"frame = frame[{self.compiled(columns).pandas}.fillna(False).to_numpy(bool)].reset_index(drop=True)",
            ("import numpy as np", "import pandas as pd"),
        )

    def says(self, fitted: Fitted) -> str:
        return f"keep rows where {self.condition}"
