"""Drop columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from mllab.data.prepare._base import Fitted, Relation, Step, listed, named
from mllab.data.prepare._columns import columns
from mllab.data.table import Column
from mllab.errors import DataError
from mllab.script import Script


@dataclass(frozen=True)
class DropColumns(Step):
    """Leave columns out. O(1)."""

    name: ClassVar[str] = "drop columns"

    columns: tuple[str, ...] = columns("The columns to leave out.")

    def check(self, columns: Sequence[Column], fitted: Fitted | None = None) -> None:
        super().check(columns, fitted)
        if not {column.name for column in columns} - set(self.columns):
            raise DataError(f"{self.name}: no column would be left. Keep at least one.")

    def writes(self, columns: Sequence[Column], fitted: Fitted) -> list[str]:
        return []

    def sql(self, source: Relation, fitted: Fitted) -> str:
        return source.select(drop=self.columns)

    def script(self, columns: Sequence[Column], fitted: Fitted) -> Script:
        return Script(f"frame = frame.drop(columns={listed(self.columns)})")

    def says(self, fitted: Fitted) -> str:
        return f"drop {named(self.columns)}"
