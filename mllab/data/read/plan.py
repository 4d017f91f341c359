"""How the texts of a column become values: the plan of it, and its SQL."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mllab.data.duck import literal
from mllab.data.read.dates import DateStyle
from mllab.data.read.numbers import NumberStyle

SQL = {"text": "VARCHAR", "integer": "BIGINT", "decimal": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE", "timestamp": "TIMESTAMP"}
PLAIN_NUMBER = NumberStyle()
TRUE = {"true", "yes", "y", "t", "ja", "oui", "si", "s\u00ed", "on", "wahr", "vrai"}
FALSE = {"false", "no", "n", "f", "nein", "non", "off", "falsch", "faux"}
NANS = ("nan", "NaN", "NAN", "-nan", "-NaN")
BLANKS = " \t\r\n\u00a0"


@dataclass(frozen=True)
class Plan:
    """How the texts of one column become values of `type`; `words` (lower case) are its missing values."""

    type: str
    words: frozenset[str]
    why: str
    number: NumberStyle = PLAIN_NUMBER
    date: DateStyle | None = None
    note: str = ""
    seen: frozenset[str] | None = None  # the missing cells as they are spelt, when every cell was looked at

    @property
    def sql_type(self) -> str:
        return SQL[self.type]

    def told(self) -> dict[str, Any]:
        """What a script needs to do the same, ready for JSON. `close`: pandas alone does not read these texts."""
        several = self.date is not None and (len(self.date.formats) > 1 or self.date.zone)
        odd = self.type in {"integer", "decimal"} and (self.number.affixes or bool(self.number.thousands))
        return {
            "type": self.type,
            "missing": sorted(self.seen or self.words),
            "decimal": self.number.decimal if self.type == "decimal" else "",
            "formats": list(self.date.formats) if self.date else [],
            "true": sorted(TRUE) if self.type == "boolean" else [],
            "close": odd or several,
        }

    def missing(self, cell: str) -> str:
        """SQL: is the text expression `cell` a missing value?

        One regular expression and not IN, for the reason told in `_among`.
        """
        words = "|".join(re.escape(word) for word in sorted(self.words, key=len, reverse=True))
        blank = "[ \\t\\r\\n\u00a0]*"
        return f"({cell} IS NULL OR regexp_full_match({cell}, {literal(f'(?i:{blank}(?:{words}){blank})')}))"

    def value(self, cell: str, otherwise: str = "NULL") -> str:
        """SQL: the value of the text expression `cell`; NULL when it is missing, `otherwise` when it does not fit.

        What a cast reads as it stands is cast; only the rest is trimmed and looked at closely, which keeps the big files fast.
        """
        if self.type == "text":
            return f"CASE WHEN {self.missing(cell)} THEN NULL ELSE {cell} END"
        close = self._close(f"lower({_trimmed(cell)})" if self.type == "boolean" else _trimmed(cell))
        tried = [quick] if (quick := self._quick(cell)) else []
        tried.append(f"CASE WHEN {self.missing(cell)} THEN NULL ELSE coalesce({close}, {otherwise}) END")
        both = f"coalesce({', '.join(tried)})"
        return f"CASE WHEN {_among(cell, NANS)} THEN NULL ELSE {both} END" if self.type == "decimal" else both

    def _quick(self, cell: str) -> str:
        if self.type == "boolean":
            return f"CASE WHEN {cell} = 'true' THEN true WHEN {cell} = 'false' THEN false END"
        if self.date is not None:
            return self.date.sql(cell) if self.date.plain else ""
        return self.number.sql(cell, self.type == "integer") if self.number.plain else ""

    def _close(self, cell: str) -> str:
        if self.type == "boolean":
            return f"CASE WHEN {_among(cell, TRUE)} THEN true WHEN {_among(cell, FALSE)} THEN false END"
        return self.date.sql(cell) if self.date is not None else self.number.sql(cell, self.type == "integer")


def _trimmed(cell: str) -> str:
    return f"trim({cell}, {literal(BLANKS)})"


def _among(cell: str, words: Iterable[str]) -> str:
    """SQL: is `cell` one of the words?

    By regular expression: DuckDB 2.0 plans IN and list_contains over constants as a hash join, and COPY above a join writes the
    rows in any order (its plan says "Copy To File" where it said "Batch Copy To File").
    """
    return f"regexp_full_match({cell}, {literal('|'.join(map(re.escape, sorted(words))))})"
