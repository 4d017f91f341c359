"""Rename a column."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from mllab.data.prepare._base import Fitted, Relation, Step, new_name
from mllab.data.prepare._columns import column
from mllab.data.table import Column, Kind
from mllab.params import knob
from mllab.script import Script


@dataclass(frozen=True)
class Rename(Step):
    """Give a column another name; its place and values stay. O(1)."""

    name: ClassVar[str] = "rename"

    column: str = column("The column to rename.")
    to: str = knob("renamed", help="The new name.")

    def check(self, columns: Sequence[Column], fitted: Fitted | None = None) -> None:
        super().check(columns, fitted)
        new_name(self.name, self.to, columns, but=self.column)

    def writes(self, columns: Sequence[Column], fitted: Fitted) -> list[str]:
        return [self.to]

    def kinds(self, columns: Sequence[Column], fitted: Fitted) -> dict[str, Kind]:
        kept = next((column.kind for column in columns if column.name == self.column), None)
        return {} if kept is None else {self.to: kept}

    def sql(self, source: Relation, fitted: Fitted) -> str:
        return source.select(names={self.column: self.to})

    def script(self, columns: Sequence[Column], fitted: Fitted) -> Script:
        return Script(f"frame = frame.rename(columns={{{self.column!r}: {self.to!r}}})")

    def says(self, fitted: Fitted) -> str:
        return f"rename {self.column} to {self.to}"
