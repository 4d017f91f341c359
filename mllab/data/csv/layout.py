"""What a text table is made of, and what reading one gives."""

from dataclasses import dataclass, field

from mllab.data.table import Decision
from mllab.params import Params, knob


@dataclass(frozen=True)
class CsvOptions(Params):
    """What the user fixes about a text table; None leaves the decision to the reader."""

    name = "csv"

    encoding: str | None = knob(None, help="How bytes become characters, as Python names it: utf-8, utf-16, cp1252, latin-1...")
    delimiter: str | None = knob(None, help="What stands between two fields; may be several characters.")
    quote: str | None = knob(None, help="What encloses a field that holds delimiters or line ends; an empty text for none.")
    escape: str | None = knob(None, help="What makes the next character literal; the quote itself when quotes are doubled.")
    header_rows: int | None = knob(None, 0, 20, help="Rows of column names; several are joined with a space.")
    skip_rows: int | None = knob(None, 0, 1_000_000, unit="lines", help="Lines before the header that are not part of the table.")
    footer_rows: int | None = knob(None, 0, 1_000_000, unit="lines", help="Lines at the end that are not part of the table.")
    table: int | None = knob(None, 0, 10_000, help="Which of several tables in the file, from 1; 0 joins all those of the same width.")


DECIDE = CsvOptions()  # nothing told, everything decided


@dataclass(frozen=True)
class Layout:
    """How the file is to be read. `skip_rows` and `footer_rows` count lines; an empty `quote` means that nothing is quoted.

    `plain` says that a standard reader (DuckDB, pandas) told these values reads the file to exactly the same records.
    """

    encoding: str
    delimiter: str
    quote: str
    escape: str
    newline: str
    skip_rows: int
    header_rows: int
    footer_rows: int
    width: int
    names: tuple[str, ...]
    plain: bool


@dataclass(frozen=True)
class Reject:
    """A line that did not fit as it stands: repaired and `kept`, or not among the records. `line` counts from 1."""

    line: int
    raw: str
    reason: str
    kept: bool


@dataclass(frozen=True)
class Parsed:
    """The records of one table, the source line of each, and all that was decided, repaired or left out."""

    layout: Layout
    names: tuple[str, ...]
    records: list[list[str]]
    lines: list[int]
    rejects: list[Reject] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
