"""The reading decisions that a user may override, checked by name and value."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

from mllab.errors import ParamError

TYPES = ("text", "integer", "decimal", "boolean", "date", "timestamp")
AS_TYPE = {"number": "decimal", "category": "text", "identifier": "text", **{name: name for name in TYPES}}
DATE_ORDERS = ("day first", "month first", "text")
PERCENTS = ("fraction", "points")
CSV_KEYS = ("encoding", "delimiter", "quote", "escape", "header_rows", "skip_rows", "footer_rows", "table")


@dataclass(frozen=True)
class ReadOptions:
    """What to read differently from what mllab would decide. None = decide.

    `types` maps a column to one of text, integer, decimal, boolean, date, timestamp or to a kind (number, category, identifier).
    `missing` are the words that mean "no value", as a list or a comma-separated text; empty cells are always missing.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    header_rows: int | None = None
    skip_rows: int | None = None
    footer_rows: int | None = None
    table: int | None = None
    sheet: str | None = None
    member: str | None = None
    decimal: str | None = None
    thousands: str | None = None
    percent: str | None = None
    dates: str | None = None
    missing: tuple[str, ...] | None = None
    types: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        """Options from keywords; ParamError names what is unknown or cannot be."""
        known = [f.name for f in fields(cls)]
        if unknown := sorted(set(given) - set(known)):
            raise ParamError(f"read has no option {', '.join(unknown)}. It has: {', '.join(known)}.")
        values = {key: value for key, value in given.items() if value is not None}
        if "missing" in values:
            words = values["missing"]
            values["missing"] = tuple(word.strip() for word in (words.split(",") if isinstance(words, str) else words))
        options = cls(**values)
        options._check()
        return options

    def _check(self) -> None:
        _one_of("decimal", self.decimal, (".", ","))
        _one_of("percent", self.percent, PERCENTS)
        if self.dates is not None and "%" not in self.dates:
            _one_of("dates", self.dates, DATE_ORDERS)
        for name, kind in self.types.items():
            _one_of(f"types[{name!r}]", kind, tuple(AS_TYPE))

    def csv(self) -> dict[str, Any]:
        """The options of the text level of a CSV that were given."""
        return {key: getattr(self, key) for key in CSV_KEYS if getattr(self, key) is not None}

    def given(self) -> dict[str, Any]:
        """What was given, ready for JSON."""
        found = {f.name: getattr(self, f.name) for f in fields(self)}
        kept = {key: value for key, value in found.items() if value not in (None, {})}
        return json.loads(json.dumps(kept, default=dict))


def _one_of(name: str, value: object, choices: tuple[str, ...]) -> None:
    if value is not None and value not in choices:
        raise ParamError(f"{name} must be one of {', '.join(map(repr, choices))}, got {value!r}.")
