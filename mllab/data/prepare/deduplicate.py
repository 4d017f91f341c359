"""Drop repeated rows."""

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
class Deduplicate(Step):
    """Keep one of the rows that are alike in the given columns; two missing values are alike. O(n)."""

    name: ClassVar[str] = "deduplicate"
    drops_rows: ClassVar[bool] = True

    columns: tuple[str, ...] = columns("The columns in which rows must be alike.", empty="all columns")
    keep: Literal["first", "last"] = knob("first", help="Which of the alike rows stays.")

    def sql(self, source: Relation, fitted: Fitted) -> str:
        names = ", ".join(quote(name) for name in self.columns or source.names)
        end = "min" if self.keep == "first" else "max"
        return source.where(f"{source.row} IN (SELECT {end}({source.row}) FROM {source.view} GROUP BY {names})")

    def script(self, columns: Sequence[Column], fitted: Fitted) -> Script:
        subset = f"{listed(self.columns)}, " if self.columns else ""
        return Script(f"frame = frame.drop_duplicates({subset}keep={self.keep!r}, ignore_index=True)")

    def says(self, fitted: Fitted) -> str:
        return f"keep the {self.keep} of rows alike in {named(self.columns) if self.columns else 'all columns'}"
