"""Which rows are meant: small typed conditions that become parameterised SQL."""

from dataclasses import dataclass
from typing import Any

from mllab.data.duck import quote
from mllab.data.table import Table

MISSING = "(missing)"
LONGEST = 200  # characters of a value that are told apart and shown


@dataclass(frozen=True)
class Range:
    """Rows whose measured value lies within [low, high]; dates in seconds since 1970."""

    column: str
    low: float
    high: float


@dataclass(frozen=True)
class OneOf:
    """Rows whose value, as text, is one of these; "(missing)" stands for no value."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class NoneOf:
    """Rows whose value, as text, is none of these: what a chart gathers as "(other)"."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Contains:
    """Rows that have this text in any column, upper and lower case alike."""

    text: str


Filter = Range | OneOf | NoneOf | Contains


def where(table: Table, filters: tuple[Filter, ...]) -> tuple[str, list[Any]]:
    """The filters as an SQL condition over the table's own columns and the values of its question marks; "true" for none."""
    made = [_condition(table, one) for one in filters]
    return " AND ".join(text for text, _ in made) or "true", [value for _, values in made for value in values]


def _condition(table: Table, one: Filter) -> tuple[str, list[Any]]:
    if isinstance(one, Range):
        return f"({measured(table, one.column)} BETWEEN ? AND ?)", [float(one.low), float(one.high)]
    if isinstance(one, OneOf):
        return f"(list_contains(?, {worded(table, one.column)}))", [list(one.values)]
    if isinstance(one, NoneOf):
        return f"(NOT list_contains(?, {worded(table, one.column)}))", [list(one.values)]
    anywhere = " OR ".join(f"contains(lower({quote(name)}::VARCHAR), lower(?))" for name in table.names)
    return f"({anywhere})", [one.text] * len(table.names)


def measured(table: Table, column: str) -> str:
    """A number or date as DOUBLE in SQL, NULL where missing or infinite."""
    from mllab.data.profile.source import value

    number = f"({value(table.column(column))})::DOUBLE"
    return f"CASE WHEN isfinite({number}) THEN {number} END"


def worded(table: Table, column: str) -> str:
    """Any value as text in SQL; missing ones as "(missing)"."""
    from mllab.data.profile.source import value

    chosen = table.column(column)
    text = f"({quote(chosen.name) if chosen.kind == 'date' else value(chosen)})::VARCHAR"
    return f"coalesce(CASE WHEN strlen({text}) > {LONGEST} THEN left({text}, {LONGEST}) ELSE {text} END, '{MISSING}')"
