"""How the numbers of a column are written: decimal sign, thousands separator, currency, percent, accounting negatives."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from mllab.data.duck import literal

SPACES = " \u00a0\u2009\u202f"
GROUPERS = SPACES + "'\u2019"
CODES = "USD|EUR|GBP|CHF|JPY|CNY|INR|SEK|NOK|DKK|PLN|CZK|HUF|RON|CAD|AUD|NZD|BRL|MXN|ZAR|RUB|TRY|KRW|SGD|HKD|ILS|THB"
CURRENCY = rf"(?:US\$|R\$|A\$|C\$|[$€£¥₹₽₩₺₴₫฿₪]|{CODES}|kr\.?|zł|Kč|Ft|Fr\.|Rs\.?)"
AFFIXED = re.compile(
    rf"(?P<open>\()?(?P<sign>[-+\u2212])?[{SPACES}]?(?P<cur>{CURRENCY})?[{SPACES}]?[-+\u2212]?"
    rf"(?P<core>[0-9.,][0-9.,{GROUPERS}]*?)(?P<exp>[eE][-+]?[0-9]+)?[{SPACES}]?(?P<pct>%)?(?P<cur2>{CURRENCY})?(?P<minus>-)?(?P<close>\))?"
)
INFINITY = r"[-+]?(?:[iI]nf|[iI]nfinity|INF|INFINITY)"
PLAIN = re.compile(rf"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|{INFINITY}")
INTEGER = re.compile(r"[-+]?[0-9]+")


@dataclass(frozen=True)
class NumberStyle:
    """One way of writing numbers. `plain` styles are read by a cast alone, the others are checked cell by cell and cleaned first."""

    decimal: str = "."
    thousands: str = ""
    affixes: bool = False
    percent: bool = False

    @property
    def plain(self) -> bool:
        return self == NumberStyle()

    @cached_property
    def pattern(self) -> str:
        """A regular expression (the common ground of Python and RE2) of every number of this style."""
        if self.plain:
            return PLAIN.pattern
        point = re.escape(self.decimal)
        grouped = ""
        for one in self.thousands:
            sign = re.escape(one)
            grouped += rf"[0-9]{{1,3}}(?:{sign}[0-9]{{2,3}})*{sign}[0-9]{{3}}|"
        core = rf"(?:(?:{grouped}[0-9]+)(?:{point}[0-9]*)?|{point}[0-9]+)(?:[eE][-+]?[0-9]+)?"
        sign = "[-+\u2212]?"
        if not self.affixes:
            return rf"{sign}{core}|{INFINITY}"
        gap = f"[{SPACES}]?"
        return rf"\(?{sign}{gap}{CURRENCY}?{gap}{sign}{core}{gap}%?{CURRENCY}?-?\)?|{INFINITY}"

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def fits(self, text: str) -> bool:
        return self.regex.fullmatch(text) is not None

    def sql(self, cell: str, integer: bool) -> str:
        """The number in the SQL text expression `cell` (trimmed), NULL when it is none of this style."""
        kind = "BIGINT" if integer else "DOUBLE"
        if self.plain and integer:
            return f"CASE WHEN contains({cell}, '.') THEN NULL ELSE TRY_CAST({cell} AS BIGINT) END"
        if self.plain:
            return f"TRY_CAST({cell} AS DOUBLE)"
        digits = f"replace({cell}, '\u2212', '-')"
        if self.affixes:
            digits = f"regexp_replace({digits}, {literal(CURRENCY)}, '', 'g')"
        digits = f"translate({digits}, {literal(self.thousands + SPACES + '%()')}, '')"
        digits = digits if self.decimal == "." else f"replace({digits}, ',', '.')"
        value = f"TRY_CAST(rtrim({digits}, '-') AS {kind})"
        if self.affixes:
            value = f"(CASE WHEN {cell} LIKE '(%' OR {cell} LIKE '%-' THEN -{value} ELSE {value} END)"
        value = f"{value} / 100.0" if self.percent else value
        return f"CASE WHEN regexp_full_match({cell}, {literal(self.pattern)}) THEN {value} END"

    def said(self) -> str:
        """The style in words, empty when plain."""
        parts = [f"decimal sign {self.decimal!r}"] if not self.plain else []
        parts += [f"thousands separated by {_spoken(self.thousands)}"] if self.thousands else []
        parts += ["currency signs, percent signs or accounting brackets removed"] if self.affixes and not self.percent else []
        parts += ["percent read as a fraction (12 % = 0.12)"] if self.percent else []
        return ", ".join(parts)


def _spoken(separators: str) -> str:
    return " or ".join("a space" if one in SPACES else repr(one) for one in separators)


@dataclass
class Marks:
    """What the numbers of one column say about their decimal sign: votes of the cells that leave no doubt."""

    votes: Counter[str]
    groupers: set[str]
    ambiguous: set[str]
    affixed: int = 0
    percent: int = 0
    numbers: int = 0

    @property
    def decimal(self) -> str | None:
        """The decimal sign that the column itself proves, if any."""
        comma, point = self.votes[","], self.votes["."]
        return None if comma == point else ("," if comma > point else ".")


def marks(values: Counter[str]) -> Marks:
    """Read the evidence in a column's distinct texts and their counts. O(distinct)."""
    seen = Marks(Counter(), set(), set())
    for text, count in values.items():
        if INTEGER.fullmatch(text):
            seen.numbers += count
        elif match := AFFIXED.fullmatch(text):
            _note(seen, match, count)
    return seen


def _note(seen: Marks, match: re.Match[str], count: int) -> None:
    seen.numbers += count
    if match["cur"] or match["cur2"] or match["open"] or match["minus"]:
        seen.affixed += count
    if match["pct"]:
        seen.percent += count
    core = match["core"]
    seen.groupers |= set(core) & set(GROUPERS)
    comma, point = core.count(","), core.count(".")
    if comma and point:
        decimal = "," if core.rfind(",") > core.rfind(".") else "."
        seen.votes[decimal] += count
        seen.groupers.add("." if decimal == "," else ",")
    elif comma + point > 1:
        seen.votes["." if comma else ","] += count
        seen.groupers.add("," if comma else ".")
    elif comma + point == 1:
        sign = "," if comma else "."
        before, after = core.split(sign)
        if len(after) != 3 or not 1 <= len(before.strip(GROUPERS)) <= 3 or before.startswith("0"):
            seen.votes[sign] += count
        else:
            seen.ambiguous.add(sign)


def style(seen: Marks, hint: str | None, thousands: str | None = None, percent: str | None = None) -> NumberStyle:
    """The style for a column: its own evidence first, then `hint` (the rest of the file), then a decimal point."""
    decimal = seen.decimal or hint or "."
    other = "," if decimal == "." else "."
    groupers = "".join(sorted((seen.groupers | ({other} & seen.ambiguous)) - {decimal}))
    if thousands is not None:
        groupers = thousands
    whole_percent = seen.percent > 0 and seen.percent >= 0.95 * seen.numbers and percent != "points"
    return NumberStyle(decimal, groupers, bool(seen.affixed or seen.percent), whole_percent)
