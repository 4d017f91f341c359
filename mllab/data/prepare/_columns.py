"""Fields of a step that name columns: one, or several."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from mllab.data.expression._tree import Type

ANY: tuple[Type, ...] = ("number", "text", "boolean", "date")


@dataclass(frozen=True)
class ColumnKnob:
    """Which columns a field may name: how many, of which types, and whether naming none means all that fit."""

    many: bool
    types: tuple[Type, ...]
    empty: str  # what naming none means; "" when one must be named
    help: str
    name: str = ""


def column(help: str, types: tuple[Type, ...] = ANY) -> Any:
    """A field that names one column."""
    return dataclasses.field(default="", metadata={"column": ColumnKnob(False, types, "", help)})


def columns(help: str, types: tuple[Type, ...] = ANY, empty: str = "") -> Any:
    """A field that names several columns; `empty` says in words what naming none means, if it may."""
    return dataclasses.field(default=(), metadata={"column": ColumnKnob(True, types, empty, help)})


def column_knobs(cls: type) -> dict[str, ColumnKnob]:
    """The fields of a step that name columns, in order."""
    found = [field for field in dataclasses.fields(cls) if "column" in field.metadata]
    return {field.name: dataclasses.replace(field.metadata["column"], name=field.name) for field in found}
