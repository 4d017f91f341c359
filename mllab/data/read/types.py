"""From texts to a type: what most cells of a column can be read as, and how.

A column is a type when at least 95 % of its non-missing cells fit; the others become missing and are listed as rejects,
so one odd cell does not turn 10,000 numbers to text. Inference looks at distinct texts and their counts, O(distinct).
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from mllab.data.duck import literal
from mllab.data.read import dates, missing, numbers
from mllab.data.read.dates import DateStyle
from mllab.data.read.glance import Glance, glance
from mllab.data.read.numbers import NumberStyle
from mllab.data.read.options import AS_TYPE, TYPES, ReadOptions
from mllab.data.table import Decision

ENOUGH = 0.95  # share of the non-missing cells that must fit
CODE_SHARE = 0.01  # this share of leading zeros makes whole numbers codes
LONG_DIGITS = 16  # more digits than a float holds exactly: an account or card number, not a quantity
SQL = {"text": "VARCHAR", "integer": "BIGINT", "decimal": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE", "timestamp": "TIMESTAMP"}
PLAIN_NUMBER = NumberStyle()
TRUE = {"true", "yes", "y", "t", "ja", "oui", "si", "s\u00ed", "on", "wahr", "vrai"}
FALSE = {"false", "no", "n", "f", "nein", "non", "off", "falsch", "faux"}
PAIRS = [
    {"true", "false"},
    {"yes", "no"},
    {"y", "n"},
    {"t", "f"},
    {"ja", "nein"},
    {"oui", "non"},
    {"si", "no"},
    {"s\u00ed", "no"},
    {"on", "off"},
    {"wahr", "falsch"},
    {"vrai", "faux"},
]
LEADING_ZERO = re.compile(r"0[0-9]+")
CODE_LIKE = re.compile(r"[A-Za-z]{1,3}[- ]?[0-9]+|[0-9]+-?[A-Za-z]")
CODE_NAME = re.compile(
    r"(?:^|[^a-z])(?:zip|zip_?code|postal|post_?code|plz|phone|telephone|tel|fax|mobile|iban|isbn|ean|upc|ssn|vat|fips)(?:$|[^a-z])",
    re.IGNORECASE,
)
DATE_NAME = re.compile(r"date|day|datum|fecha|time|_dt|dt_", re.IGNORECASE)


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


NANS = ("nan", "NaN", "NAN", "-nan", "-NaN")
BLANKS = " \t\r\n\u00a0"


def _trimmed(cell: str) -> str:
    return f"trim({cell}, {literal(BLANKS)})"


def _among(cell: str, words: Iterable[str]) -> str:
    """SQL: is `cell` one of the words?

    By regular expression: DuckDB 2.0 plans IN and list_contains over constants as a hash join, and COPY above a join writes the
    rows in any order (its plan says "Copy To File" where it said "Batch Copy To File").
    """
    return f"regexp_full_match({cell}, {literal('|'.join(map(re.escape, sorted(words))))})"


@dataclass(frozen=True)
class Hints:
    """What the rest of the file proves, for the columns that leave it open."""

    decimal: str | None = None
    dates: str | None = None


@dataclass(frozen=True)
class Guess:
    """One reading of a column: the plan, how many cells fit, or what speaks against it."""

    plan: Plan | None = None
    fits: int = 0
    against: str = ""


def infer(name: str, counts: Counter[str], options: ReadOptions, hints: Hints = Hints()) -> Plan:
    """The plan for a column with these texts and their counts; `options` win, then the column's own evidence, then `hints`."""
    seen = glance(counts)
    if (plain := _plain(name, counts, seen, options, hints)) is not None:
        return plain
    stripped = _stripped(counts)
    asked = AS_TYPE[options.types[name]] if name in options.types else None
    typed_words = _words(missing.TYPED, options)
    values = Counter({text: count for text, count in stripped.items() if text.lower() not in typed_words})
    candidates = (
        [_boolean, _number, _date][: 1 if seen.words else None]
        if asked in {None, "boolean"}
        else {"integer": [_number], "decimal": [_number], "date": [_date], "timestamp": [_date]}.get(asked, [])
    )
    best = ""
    for candidate in candidates:
        guess = candidate(name, values, options, hints, asked)
        if guess.plan is not None and (asked is not None or guess.fits >= ENOUGH * values.total() > 0):
            return replace(guess.plan, words=typed_words, why=f"asked for; {guess.plan.why}" if asked else guess.plan.why)
        best = best or guess.against or (f"only {guess.plan.why}" if guess.plan and guess.fits else "")
    return _text(stripped, values, options, best, asked)


def _plain(name: str, counts: Counter[str], seen: Glance, options: ReadOptions, hints: Hints) -> Plan | None:
    """The plan of a column of plain numbers and empty cells; None for one that needs a closer look, or where something else was asked for."""
    told = name in options.types or options.missing is not None or options.decimal is not None or options.thousands is not None
    doubt = hints.decimal == "," if seen.whole else not seen.proven
    if not seen.plain or told or doubt or CODE_NAME.search(name):
        return None
    cells = counts.total() - counts[""]
    return Plan("integer" if seen.whole else "decimal", missing.TYPED, f"{cells:,} of {cells:,} cells are {'whole ' * seen.whole}numbers")


def _stripped(counts: Counter[str]) -> Counter[str]:
    """The texts without blanks around them."""
    made: Counter[str] = Counter()
    for text, count in counts.items():
        made[text.strip(BLANKS)] += count
    return made


def hints(columns: Iterable[Counter[str]]) -> Hints:
    """The decimal sign and the order of dates that the columns of a file prove together. O(distinct texts)."""
    signs: Counter[str] = Counter()
    orders: Counter[str] = Counter()
    for counts in columns:
        seen = glance(counts)
        if seen.plain or seen.words:
            signs["."] += seen.proven
        elif (sign := numbers.marks(counts).decimal) is not None:
            signs[sign] += 1
        elif (found := dates.style(counts)).proof:
            orders[found.order] += 1
    return Hints(_leader(+signs), _leader(+orders))


def _leader(votes: Counter[str]) -> str | None:
    ranked = votes.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def _words(words: frozenset[str], options: ReadOptions) -> frozenset[str]:
    return words if options.missing is None else frozenset({"", *(word.lower() for word in options.missing)})


def _text(stripped: Counter[str], values: Counter[str], options: ReadOptions, best: str, asked: str | None) -> Plan:
    words, note = missing.in_text(stripped)
    if options.missing is not None:
        words, note = _words(words, options), ""
    if asked:
        return Plan("text", words, "asked for", note=note)
    why = "no value is given" if not values else best or "words"
    return Plan("text", words, why, note=note)


def _boolean(name: str, values: Counter[str], options: ReadOptions, hints: Hints, asked: str | None) -> Guess:
    lowered: Counter[str] = Counter()
    for text, count in values.items():
        lowered[text.lower()] += count
    fits = sum(count for text, count in lowered.items() if text in TRUE | FALSE)
    seen = set(lowered) & (TRUE | FALSE)
    whole = any(seen <= pair for pair in PAIRS) and (len(seen) == 2 or bool(seen & {"true", "false", "yes", "no"}))
    if asked != "boolean" and not whole:
        return Guess()
    return Guess(Plan("boolean", frozenset(), f"{fits:,} of {values.total():,} cells say yes or no ({', '.join(sorted(seen))})"), fits)


def _number(name: str, values: Counter[str], options: ReadOptions, hints: Hints, asked: str | None) -> Guess:
    marks = numbers.marks(values)
    if not marks.numbers:
        return Guess()
    style = numbers.style(marks, options.decimal or hints.decimal, options.thousands, options.percent)
    if options.decimal:
        style = replace(style, decimal=options.decimal, thousands=style.thousands.replace(options.decimal, ""))
    fitting = {text: count for text, count in values.items() if style.fits(text)}
    fits = sum(fitting.values())
    if asked is None and (reason := _code(name, values, fitting)):
        return Guess(against=reason)
    whole = style.plain or not style.percent
    integer = asked == "integer" or ((asked is None or asked == "decimal") and whole and _whole(fitting, style))
    said = style.said()
    why = f"{fits:,} of {values.total():,} cells are {'whole ' if integer else ''}numbers" + (f"; {said}" if said else "")
    if not marks.decimal and marks.ambiguous and not options.decimal:
        why += "; no cell proves the decimal sign" + (", the rest of the file does" if hints.decimal else ", a point is usual")
    return Guess(Plan("integer" if integer else "decimal", frozenset(), why, number=style), fits)


def _whole(fitting: dict[str, int], style: NumberStyle) -> bool:
    def is_whole(text: str) -> bool:
        return style.decimal not in text and "e" not in text.lower().replace("eur", "").replace("sek", "") and "inf" not in text.lower()

    return bool(fitting) and all(is_whole(text) for text in fitting)


def _code(name: str, values: Counter[str], fitting: dict[str, int]) -> str:
    """Why a column of digits is a code and not a quantity; empty when it is a quantity."""
    digits = sum(fitting.values())
    if not digits:
        return ""
    zeros = sum(count for text, count in fitting.items() if LEADING_ZERO.fullmatch(text))
    if zeros >= max(1, CODE_SHARE * digits):
        return f"{zeros:,} cells begin with a zero that a number would lose"
    long = sum(count for text, count in fitting.items() if len(text) >= LONG_DIGITS and text.isdigit())
    if long >= max(1, CODE_SHARE * digits):
        return f"{long:,} cells have {LONG_DIGITS} digits or more, which a number would round"
    if CODE_NAME.search(name) and all(text.lstrip("+").replace(" ", "").isdigit() for text in fitting):
        return f"the name {name!r} says that it is a code"
    if all(text.startswith("+") and len(text) > 7 for text in fitting):
        return "all begin with +, as telephone numbers do"
    odd = [text for text in values if text not in fitting]
    if len(odd) > 1 and all(map(CODE_LIKE.fullmatch, odd)) and all(map(str.isdigit, fitting)):
        return f"codes such as {odd[0]!r} are among them"
    return ""


def _date(name: str, values: Counter[str], options: ReadOptions, hints: Hints, asked: str | None) -> Guess:
    if options.dates == "text":
        return Guess()
    compact = asked in {"date", "timestamp"} or bool(DATE_NAME.search(name))
    found = dates.style(values, options.dates, compact, hints.dates)
    if not found.formats:
        return Guess()
    why = f"{found.fits:,} of {values.total():,} cells are dates ({dates.orders(found.formats)})"
    if found.order:
        why += f"; {_order(found, options)}"
    if found.zone:
        why += "; times with a zone are kept in UTC"
    kind = "timestamp" if found.time or asked == "timestamp" else "date"
    return Guess(Plan(kind, frozenset(), why, date=replace(found, time=kind == "timestamp")), found.fits)


def _order(found: DateStyle, options: ReadOptions) -> str:
    if options.dates:
        return f"{found.order} as asked for"
    if found.proof:
        return f"{found.order}: {found.proof:,} cells allow no other order" + (
            f", {found.against:,} only the other" if found.against else ""
        )
    return f"{found.order}: {found.reason}"


def complete(plan: Plan, counts: Counter[str]) -> Plan:
    """The plan with the spellings of its missing cells, for a column whose every cell is in `counts`: short SQL, any spelling."""
    return replace(plan, seen=missing_in(counts, plan.words))


def missing_in(counts: Counter[str], words: frozenset[str]) -> frozenset[str]:
    """The texts among these that mean missing, as they are spelt."""
    if glance(counts).plain:
        return frozenset({""} & counts.keys() & words)
    return frozenset(text for text in counts if text.strip(BLANKS).lower() in words)


def decision(name: str, plan: Plan) -> Decision:
    """What was decided for a column, in words."""
    option = "dates" if plan.date is not None and plan.date.order else "types"
    return Decision(f"type of {name}", plan.type, plan.why, option, ("day first", "month first", "text") if option == "dates" else TYPES)
