"""Tidy texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from mllab.data.duck import quote
from mllab.data.prepare._base import Fitted, Relation, Step, listed, named
from mllab.data.prepare._columns import columns
from mllab.data.table import Column
from mllab.params import knob
from mllab.script import Script

BLANKS = r"[ \t\r\n\f]+"


@dataclass(frozen=True)
class TidyText(Step):
    """Take off blanks at both ends, make one of several, and write all capitals alike; what is then empty is missing. O(n)."""

    name: ClassVar[str] = "tidy text"

    columns: tuple[str, ...] = columns("The texts to tidy.", ("text",), empty="all texts")
    case: Literal["as it is", "lower", "upper"] = knob("as it is", help="Write all in small letters, or in capitals.")

    def fit(self, source: Relation) -> Fitted:
        return {"names": [column.name for column in self.chosen(source.columns)]}

    def reads(self, fitted: Fitted) -> list[str]:
        return list(dict.fromkeys([*self.columns, *fitted.get("names", [])]))

    def sql(self, source: Relation, fitted: Fitted) -> str:
        call = {"lower": "lower({0})", "upper": "upper({0})"}.get(self.case, "{0}")
        return source.select({name: f"nullif({call.replace('{0}', _single(name))}, '')" for name in fitted["names"]})

    def script(self, columns: Sequence[Column], fitted: Fitted) -> Script:
        case = "" if self.case == "as it is" else f".str.{self.case}()"
        return Script(
            f"for column in {listed(fitted['names'])}:\n"
            f'    texts = frame[column].astype("string").str.replace(r"{BLANKS}", " ", regex=True).str.strip(" "){case}\n'
            '    frame[column] = texts.mask(texts == "").astype(object)'
        )

    def says(self, fitted: Fitted) -> str:
        return f"tidy {named(self.reads(fitted)) or 'texts'}" + ("" if self.case == "as it is" else f", {self.case} case")


def _single(name: str) -> str:
    return f"trim(regexp_replace({quote(name)}, '{BLANKS}', ' ', 'g'))"
