"""What a column may be read as, each with how many of its cells fit: truth values, numbers, dates; or a code that only looks like a number."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from mllab.data.read import dates, numbers
from mllab.data.read.dates import DateStyle
from mllab.data.read.numbers import NumberStyle
from mllab.data.read.options import ReadOptions
from mllab.data.read.plan import FALSE, TRUE, Plan

CODE_SHARE = 0.01  # this share of leading zeros makes whole numbers codes
LONG_DIGITS = 16  # more digits than a float holds exactly: an account or card number, not a quantity
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
class Hints:
    """What the rest of the file proves, for the columns that leave it open."""

    decimal: str | None = None
    dates: str | None = None


NO_HINTS = Hints()


@dataclass(frozen=True)
class Guess:
    """One reading of a column: the plan, how many cells fit, or what speaks against it."""

    plan: Plan | None = None
    fits: int = 0
    against: str = ""


def boolean(name: str, values: Counter[str], options: ReadOptions, hints: Hints, asked: str | None) -> Guess:
    """Whether the cells say yes or no, in one of the usual pairs of words. O(distinct)."""
    lowered: Counter[str] = Counter()
    for text, count in values.items():
        lowered[text.lower()] += count
    fits = sum(count for text, count in lowered.items() if text in TRUE | FALSE)
    seen = set(lowered) & (TRUE | FALSE)
    whole = any(seen <= pair for pair in PAIRS) and (len(seen) == 2 or bool(seen & {"true", "false", "yes", "no"}))
    if asked != "boolean" and not whole:
        return Guess()
    return Guess(Plan("boolean", frozenset(), f"{fits:,} of {values.total():,} cells say yes or no ({', '.join(sorted(seen))})"), fits)


def number(name: str, values: Counter[str], options: ReadOptions, hints: Hints, asked: str | None) -> Guess:
    """Whether the cells are numbers, in which style, and that they are no codes. O(distinct)."""
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


def date(name: str, values: Counter[str], options: ReadOptions, hints: Hints, asked: str | None) -> Guess:
    """Whether the cells are dates, and in which order. O(distinct)."""
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


ALL = (boolean, number, date)
FOR = {"boolean": ALL, "integer": (number,), "decimal": (number,), "date": (date,), "timestamp": (date,), "text": ()}
