"""What each column is to an algorithm, and the column brought to that form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from mllab.data.table import Column

if TYPE_CHECKING:
    import pandas as pd

ONE_HOT_LIMIT = 30  # distinct values up to which a category is one output per value
TEXT_LENGTH = 2_000  # characters of a text that are looked at,
MANY_ROWS, SHORT_LENGTH = 20_000, 300  # and in a table of more rows than this: splitting texts is what takes the time
WORDS = 4  # words a text has on average, from which on it is compared by words: as good for sentences and five times as fast
WORDS_SEEN = 2_000  # texts that are counted for it
MOST_WORDS = 5_000  # outputs of a text that is read as words, at most,
CELLS = 40_000_000  # and rows times outputs, where other columns stand beside them: 160 MB. Words alone are kept as what is not 0
LONG = 10_000  # characters that are looked at where words are only counted, or sentences read
HUGE = 1e150  # the square of what is larger overflows: taken as an infinity

Form = Literal["number", "category", "boolean", "date", "text"]
Reading = Literal["components", "words", "sentences"]


@dataclass(frozen=True)
class Role:
    """A column of the matrix: its name, the form it is brought to, whether values are missing, and the note on it."""

    name: str
    form: Form
    missing: bool
    note: str
    clock: bool = False  # a date with a time of day
    components: int = 0  # of a text
    words: bool = False  # a text that is compared by its words, not by runs of letters
    length: int = TEXT_LENGTH  # characters that are looked at
    read: Reading = "components"  # of a text: as few numbers that tell like texts, as a count of every word, or as sentence vectors
    most: int = 0  # words that are counted, the most frequent


def roles(frame: "pd.DataFrame", columns: Sequence[Column], asked: bool, text: Reading = "components") -> tuple[list[Role], dict[str, str]]:
    """The roles of the columns that can be used, and why the others cannot; `text` is how columns of texts are read."""
    found, out = [], {}
    for column in columns:
        if column.kind == "identifier" and not asked:
            out[column.name] = "left out: an identifier says which row, not what it is like"
            continue
        role, reason = _role(frame[column.name], column, text)
        if role is None:
            out[column.name] = reason
        else:
            found.append(role)
    return _limited(found, len(frame)), out


def _limited(found: list[Role], rows: int) -> list[Role]:
    """The roles with fewer words where a count of each, beside columns that are mostly not 0, would fill the memory."""
    most = int(max(1, CELLS // max(1, rows)))
    if most >= MOST_WORDS or all(role.read == "words" for role in found):
        return found
    told = f"{MOST_WORDS:,} words", f"{most:,} words"
    return [replace(role, most=most, note=role.note.replace(*told)) if role.read == "words" else role for role in found]


def _role(values: "pd.Series", column: Column, text: Reading) -> tuple[Role | None, str]:
    form = _form(values, column)
    length = TEXT_LENGTH if len(values) <= MANY_ROWS else SHORT_LENGTH
    clean = typed(values, form, length)
    missing = int(clean.isna().sum())
    distinct = clean.nunique()
    if missing == len(clean):
        return None, "left out: every value is missing"
    if distinct < 2 and (missing == 0 or form == "text"):
        return None, "left out: every value is the same" if not missing else "left out: every text that is there is the same"
    if distinct < 2 and form in {"number", "date"}:
        return None, "left out: every value that is there is the same"
    if form == "category" and distinct + (missing > 0) > ONE_HOT_LIMIT:
        form = "text"
    if form == "text" and text != "components" and _told(clean, column):
        return _read(values, column, text, missing), ""
    words = form == "text" and float(clean.dropna().head(WORDS_SEEN).str.count(r"\w\w+").mean()) >= WORDS
    note, components = _note(values, clean, form, missing, distinct)
    note = note.replace("their runs of 3 and 4 letters", "their words") if words else note
    if form == "text" and bool((values.astype("str").str.len() > length).any()):
        note += f"; only the first {length:,} characters of each are looked at"
    clock = form == "date" and bool((clean.dropna() != clean.dropna().dt.normalize()).any())
    return Role(column.name, form, missing > 0, note, clock, components, words, length), ""


def _told(clean: "pd.Series", column: Column) -> bool:
    """Whether it is running text, not the names of things, and has words to count."""
    first = clean.dropna().head(WORDS_SEEN).str.count(r"\w\w+")
    return bool(first.any()) and (column.kind == "text" or float(first.mean()) >= WORDS)


def _read(values: "pd.Series", column: Column, text: Reading, missing: int) -> Role:
    """A text as counts of its words or as a vector of what it says, for models rather than for distances."""
    most = MOST_WORDS if text == "words" else 0
    told = (
        f"a count of every word, one output for each of at most {most:,} words, the most frequent"
        if text == "words"
        else "a vector for what each text says, from a sentence model that was trained elsewhere"
    )
    empty = f"; {_share(missing, len(values))} missing taken as empty" if missing else ""
    cut = bool((values.astype("str").str.len() > LONG).any())
    note = told + empty + (f"; only the first {LONG:,} characters of each are looked at" if cut else "")
    return Role(column.name, "text", missing > 0, note, length=LONG, read=text, most=most)


def _form(values: "pd.Series", column: Column) -> Form:
    from pandas.api import types

    if column.kind == "identifier":
        return "number" if types.is_numeric_dtype(values) and not types.is_bool_dtype(values) else "category"
    return column.kind


def typed(values: "pd.Series", form: Form, length: int = TEXT_LENGTH) -> "pd.Series":
    """The column in the form an encoder takes: float64 with NaN, datetimes with NaT, or text with None. Infinities are missing.

    Of a text only the first `length` characters are kept.
    """
    import pandas as pd

    if form in {"number", "boolean"}:
        numbers = pd.to_numeric(values.astype("float64") if values.dtype == "boolean" else values, errors="coerce").astype("float64")
        return numbers.where(numbers.abs() < HUGE)
    if form == "date":
        return pd.to_datetime(values, errors="coerce")
    texts = values.astype("str").str.slice(0, length)
    return texts.where(values.notna().to_numpy() & texts.str.strip().ne("").to_numpy())


def _note(raw: "pd.Series", clean: "pd.Series", form: Form, missing: int, distinct: int) -> tuple[str, int]:
    share = _share(missing, len(clean))
    found = _infinite(raw, form)
    if form == "number":
        return (
            f"{found}{share + ' missing filled with the median, flagged; ' if missing else ''}scaled to mean 0 and standard deviation 1",
            0,
        )
    if form == "boolean":
        return f"0 or 1{', ' + share + ' missing filled with the more frequent, flagged' if missing else ''}; half a number's variance", 0
    if form == "date":
        return (
            f"position in time, month and weekday on a circle{'; ' + share + ' missing filled with the mean, flagged' if missing else ''}; as one block",
            0,
        )
    if form == "category":
        return (
            f"one output for each of {distinct} values{' and one for missing (' + share + ')' if missing else ''}; half a number's variance as one block",
            0,
        )
    components = int(min(8, max(2, distinct // 2)))
    empty = f"; {share} missing taken as empty" if missing else ""
    return f"{distinct:,} distinct texts compared by their runs of 3 and 4 letters, {components} outputs{empty}; as one block", components


def _share(part: int, whole: int) -> str:
    share = 100 * part / whole
    return f"{share:.0f} %" if share >= 1 or part == 0 else "under 1 %"


def _infinite(raw: "pd.Series", form: Form) -> str:
    if form != "number" or raw.dtype.kind != "f":
        return ""
    count = int((raw.abs() >= HUGE).sum())
    return f"{count:,} infinite taken as missing; " if count else ""
