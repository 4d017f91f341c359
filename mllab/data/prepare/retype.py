"""Change what a column is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from mllab.data.duck import literal, quote
from mllab.data.expression._compile import type_of
from mllab.data.prepare._base import Fitted, Relation, Step
from mllab.data.prepare._columns import column
from mllab.data.table import Column, Kind
from mllab.errors import DataError
from mllab.params import knob
from mllab.script import Script

TRUE = ("true", "yes", "y", "t", "1", "ja", "oui", "si", "sí")
FALSE = ("false", "no", "n", "f", "0", "nein", "non")
NUMBER = r"\s*[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?\s*"
STORED = {"number": "number", "boolean": "boolean", "date": "date", "category": "text", "text": "text", "identifier": "text"}


@dataclass(frozen=True)
class Retype(Step):
    """Read a column as another kind; a value that cannot be read so becomes missing, and the preview counts them. O(n)."""

    name: ClassVar[str] = "retype"

    column: str = column("The column to read anew.")
    kind: Literal["number", "category", "boolean", "date", "text", "identifier"] = knob("category", help="What the column is.")
    decimal: Literal[".", ","] = knob(".", help="The decimal mark, when texts are read as numbers; the other mark groups thousands.")
    format: str = knob(
        "%Y-%m-%d", help="How dates are written, when texts are read as dates: %d day, %m month, %Y year, %H hour, %M minute, %S second."
    )

    def check(self, columns: Sequence[Column], fitted: Fitted | None = None) -> None:
        super().check(columns, fitted)
        pair = self._pair(columns)
        if pair not in _SQL and pair[0] != pair[1]:
            raise DataError(f"{self.name}: a {pair[0]} cannot be read as a {pair[1]}. Retype {self.column[:60]!r} to text first.")

        if (self.kind == "date" and re.sub(r"%[dmYyHMS]", "", self.format).count("%")) or not self.format.strip():
            raise DataError(
                f"{self.name}: the date format {self.format[:40]!r} is not understood. Build it of %d %m %Y %y %H %M %S, such as %d.%m.%Y."
            )

    def _pair(self, columns: Sequence[Column]) -> tuple[str, str]:
        return next(type_of(one) for one in columns if one.name == self.column), STORED[self.kind]

    def kinds(self, columns: Sequence[Column], fitted: Fitted) -> dict[str, Kind]:
        return {self.column: self.kind}

    def sql(self, source: Relation, fitted: Fitted) -> str:
        template = _SQL.get(self._pair(source.columns))
        if template is None:
            return source.select()
        return source.select({self.column: template.format(x=quote(self.column), **self._sql_parts())})

    def _sql_parts(self) -> dict[str, str]:
        group = "," if self.decimal == "." else "."
        return {
            "group": literal(group),
            "decimal": literal(self.decimal),
            "number": literal(NUMBER),
            "format": literal(self.format),
            "true": ", ".join(map(literal, TRUE)),
            "false": ", ".join(map(literal, FALSE)),
        }

    def script(self, columns: Sequence[Column], fitted: Fitted) -> Script:
        template = _PANDAS.get(self._pair(columns))
        if template is None:
            return Script(f"# {self.column!r} is stored as before and now counts as {self.kind}")
        place, group = f"frame[{self.column!r}]", "," if self.decimal == "." else "."
        parts = {"decimal": self.decimal, "group": group, "format": self.format, "number": NUMBER, "true": TRUE, "false": FALSE}
        written = {"x": place, "place": place, **{key: repr(part) for key, part in parts.items()}}
        body = re.sub(rf"\{{({'|'.join(written)})\}}", lambda match: written[match[1]], template)
        return Script(body, ("import numpy as np", "import pandas as pd"))

    def says(self, fitted: Fitted) -> str:
        return f"read {self.column} as {self.kind}"


_SQL = {
    ("text", "number"): "CASE WHEN regexp_full_match(replace(replace({x}, {group}, ''), {decimal}, '.'), {number}) "
    "THEN TRY_CAST(trim(replace(replace({x}, {group}, ''), {decimal}, '.')) AS DOUBLE) END",
    (
        "text",
        "boolean",
    ): "CASE WHEN list_contains([{true}], lower(trim({x}))) THEN TRUE WHEN list_contains([{false}], lower(trim({x}))) THEN FALSE END",
    ("text", "date"): "CAST(try_strptime(trim({x}), {format}) AS TIMESTAMP)",
    ("number", "text"): "CASE WHEN CAST({x} AS DOUBLE) = trunc(CAST({x} AS DOUBLE)) AND abs(CAST({x} AS DOUBLE)) < 1e15 "
    "THEN CAST(CAST({x} AS BIGINT) AS VARCHAR) ELSE CAST(CAST({x} AS DOUBLE) AS VARCHAR) END",
    ("number", "boolean"): "CASE WHEN {x} = 1 THEN TRUE WHEN {x} = 0 THEN FALSE END",
    ("number", "date"): "CASE WHEN {x} BETWEEN 1 AND 9999 AND {x} = floor({x}) THEN make_timestamp(CAST({x} AS BIGINT), 1, 1, 0, 0, 0) END",
    ("boolean", "number"): "CAST({x} AS DOUBLE)",
    ("boolean", "text"): "CAST({x} AS VARCHAR)",
    ("date", "text"): "replace(strftime(CAST({x} AS TIMESTAMP), '%Y-%m-%d %H:%M:%S'), ' 00:00:00', '')",
    ("date", "number"): "CAST(epoch_us(CAST({x} AS TIMESTAMP)) AS DOUBLE) / 86400000000.0",
}

_PANDAS = {
    ("text", "number"): 'texts = {x}.astype("string").str.replace({group}, "", regex=False).str.replace({decimal}, ".", regex=False)\n'
    '{place} = pd.to_numeric(texts.where(texts.str.fullmatch({number}).fillna(False)), errors="coerce").to_numpy(float, na_value=np.nan)',
    ("text", "boolean"): 'words = {x}.astype("string").str.strip(" ").str.lower()\n'
    '{place} = words.isin({true}).astype("boolean").mask(~words.isin({true} + {false}))',
    ("text", "date"): '{place} = pd.to_datetime({x}.astype("string").str.strip(" "), format={format}, errors="coerce")',
    (
        "number",
        "text",
    ): "{place} = {x}.map(lambda x: x if pd.isna(x) else str(int(x)) if float(x).is_integer() and abs(x) < 1e15 else str(float(x))).astype(object)",
    ("number", "boolean"): '{place} = ({x} == 1).astype("boolean").mask(~{x}.isin([0, 1]))',
    ("number", "date"): "years = {x}.where({x}.between(1, 9999) & ({x} == np.floor({x})))\n"
    '{place} = pd.Series([pd.NaT if pd.isna(y) else np.datetime64(f"{int(y):04d}-01-01", "us") for y in years], index=frame.index)',
    ("boolean", "number"): '{place} = {x}.astype("boolean").astype("Float64").to_numpy(float, na_value=np.nan)',
    ("boolean", "text"): "{place} = {x}.map(lambda x: x if pd.isna(x) else str(bool(x)).lower()).astype(object)",
    ("date", "text"): 'dates = pd.to_datetime({x})\n{place} = dates.dt.strftime("%Y-%m-%d %H:%M:%S").str.removesuffix(" 00:00:00")',
    ("date", "number"): "{place} = (pd.to_datetime({x}) - pd.Timestamp(0)) / pd.Timedelta(days=1)",
}
