"""How the dates of a column are written: which parts in which order, with which time behind them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mllab.data.duck import literal

MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
LONG = "january|february|march|april|june|july|august|september|october|november|december"
NAME = rf"(?P<name>{LONG}|{MONTHS})"
TIME = re.compile(
    r"(?P<gap>[T ]|, )(?P<hour>\d{1,2}):\d{2}(?P<second>:\d{2}(?P<fraction>\.\d{1,6})?)?(?P<half>(?P<space> ?)[AP]M)?(?P<zone> ?(?:Z|[+-]\d{2}:?\d{2}))?",
    re.IGNORECASE,
)
YEAR_FIRST = re.compile(r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})")
YEAR_LAST = re.compile(r"(?P<a>\d{1,2})(?P<sep>[-/.]|\. )(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})(?!\d)")
COMPACT = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?!\d)")
YEAR_MONTH = re.compile(r"(?P<y>(?:19|20)\d{2})-(?P<m>0[1-9]|1[0-2])(?![\d-])")
DAY_NAME = re.compile(rf"(?P<d>\d{{1,2}})(?P<sep>[-/ .]|\. ){NAME}(?P<sep2>[-/ .]|\. |, )(?P<y>\d{{4}}|\d{{2}})(?!\d)", re.IGNORECASE)
NAME_DAY = re.compile(rf"{NAME}(?P<sep>[-/ .]|\. )(?P<d>\d{{1,2}})(?P<sep2>, ?|[-/ ])(?P<y>\d{{4}}|\d{{2}})(?!\d)", re.IGNORECASE)
NAME_YEAR = re.compile(rf"{NAME}(?P<sep>[-/ .]|\. )(?P<y>\d{{4}})(?!\d)", re.IGNORECASE)
WEEKDAY = re.compile(
    r"(?:(?P<short>mon|tue|wed|thu|fri|sat|sun)|(?P<long>monday|tuesday|wednesday|thursday|friday|saturday|sunday))(?P<gap>,? )",
    re.IGNORECASE,
)
BEGINS = re.compile(rf"\d|{MONTHS}|mon|tue|wed|thu|fri|sat|sun", re.IGNORECASE)  # what is no such text is no date


@dataclass(frozen=True)
class DateStyle:
    """The formats (of strptime) found in a column, most frequent first, and whether any holds a time of day."""

    formats: tuple[str, ...]
    fits: int
    time: bool
    zone: bool = False
    order: str = ""
    proof: int = 0
    against: int = 0
    reason: str = ""

    @property
    def plain(self) -> bool:
        """True when a cast alone reads it: ISO dates and times without a zone."""
        return not self.zone and all(one.startswith("%Y-%m-%d") and "%p" not in one and "%I" not in one for one in self.formats)

    def sql(self, cell: str) -> str:
        """The date in the SQL text expression `cell` (trimmed), NULL when it has none of the formats."""
        kind = "TIMESTAMP" if self.time else "DATE"
        if self.plain and self.time:
            return f"TRY_CAST({cell} AS TIMESTAMP)"
        if self.plain:
            return f"CASE WHEN length({cell}) <= 10 THEN TRY_CAST({cell} AS DATE) END"
        tried = [f"CAST(try_strptime({cell}, {literal(one)}) AS TIMESTAMP)" for one in self.formats]
        return f"CAST(coalesce({', '.join(tried)}) AS {kind})"


def style(values: Counter[str], order: str | None = None, compact: bool = False, hint: str | None = None) -> DateStyle:
    """The formats that read most of the texts. O(distinct).

    Day or month first: `order` when given; else the numbers above 12 in the column; else a part that never changes is the
    day (monthly data); else `hint`, what other columns prove; else day first, as most of the world writes.
    """
    if order is not None and "%" in order:
        return DateStyle((order,), values.total(), _has_time(order), "%z" in order)
    found: Counter[tuple[str, str]] = Counter()
    leading: Counter[tuple[int, int]] = Counter()
    for text, count in values.items():
        if BEGINS.match(text) and (form := _form(text, compact)) is not None:
            found[form] += count
            if form[0] == "ab":
                leading[_leading(text)] += count
    chosen, reason, proof, against = _order(leading, order, hint)
    day, month = ("%d", "%m") if chosen != "month first" else ("%m", "%d")
    formats = Counter[str]()
    for (_, written), count in found.items():
        formats[written.replace("<A>", day).replace("<B>", month)] += count
    ordered = tuple(form for form, _ in formats.most_common())
    zone = any("%z" in one or one.endswith("Z") for one in ordered)
    return DateStyle(
        ordered, found.total() - against, any(map(_has_time, ordered)), zone, chosen if leading else "", proof, against, reason
    )


def _order(leading: Counter[tuple[int, int]], asked: str | None, hint: str | None) -> tuple[str, str, int, int]:
    """Which of the two leading numbers is the day: the order, why, and the cells that prove and contradict it."""
    day = sum(count for (a, b), count in leading.items() if a > 12)
    month = sum(count for (a, b), count in leading.items() if b > 12)
    if asked:
        return asked, "asked for", *((month, day) if asked == "month first" else (day, month))
    if day != month:
        return ("day first", "", day, month) if day > month else ("month first", "", month, day)
    firsts, seconds = {a for a, _ in leading}, {b for _, b in leading}
    if len(firsts) == 1 and len(seconds) > 2:
        return "day first", "only the second number changes, as months do", 0, 0
    if len(seconds) == 1 and len(firsts) > 2:
        return "month first", "only the first number changes, as months do", 0, 0
    if hint:
        return hint, "no cell proves the order, other columns of the file do", 0, 0
    return "day first", "no cell proves the order, and most of the world writes so", 0, 0


def _has_time(form: str) -> bool:
    return "%H" in form or "%I" in form


def _leading(text: str) -> tuple[int, int]:
    day = WEEKDAY.match(text)
    match = YEAR_LAST.match(text, day.end() if day else 0)
    return (int(match["a"]), int(match["b"])) if match else (0, 0)


def _form(text: str, compact: bool) -> tuple[str, str] | None:
    """The kind and format of one text, or None when it is no date. <A> and <B> stand for day and month, not settled yet."""
    start, prefix = 0, ""
    if day := WEEKDAY.match(text):
        start, prefix = day.end(), ("%a" if day["short"] else "%A") + day["gap"]
    date = _date(text, start, compact)
    if date is None:
        return None
    kind, form, end = date
    if end == len(text):
        return kind, prefix + form
    match = TIME.fullmatch(text, end)
    return (kind, prefix + form + _time(match)) if match else None


def _date(text: str, start: int, compact: bool) -> tuple[str, str, int] | None:
    if match := YEAR_FIRST.match(text, start):
        sep = match["sep"]
        return ("ymd", f"%Y{sep}%m{sep}%d", match.end()) if _real(match["m"], match["d"]) else None
    if match := YEAR_LAST.match(text, start):
        a, b, sep = int(match["a"]), int(match["b"]), match["sep"]
        possible = 1 <= min(a, b) <= 12 and 1 <= max(a, b) <= 31
        return ("ab", f"<A>{sep}<B>{sep}{_year(match['y'])}", match.end()) if possible else None
    if match := DAY_NAME.match(text, start):
        return "named", f"%d{match['sep']}{_name(match)}{match['sep2']}{_year(match['y'])}", match.end()
    if match := NAME_DAY.match(text, start):
        return "named", f"{_name(match)}{match['sep']}%d{match['sep2']}{_year(match['y'])}", match.end()
    if match := NAME_YEAR.match(text, start):
        return "named", f"{_name(match)}{match['sep']}%Y", match.end()
    if match := YEAR_MONTH.match(text, start):
        return "ym", "%Y-%m", match.end()
    if compact and (match := COMPACT.match(text, start)) and _real(match["m"], match["d"]):
        return "ymd", "%Y%m%d", match.end()
    return None


def _real(month: str, day: str) -> bool:
    return 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def _year(text: str) -> str:
    return "%Y" if len(text) == 4 else "%y"


def _name(match: re.Match[str]) -> str:
    return "%b" if len(match["name"]) == 3 else "%B"


def _time(match: re.Match[str]) -> str:
    hour = "%I" if match["half"] else "%H"
    form = f"{match['gap']}{hour}:%M"
    form += ":%S" if match["second"] else ""
    form += ".%f" if match["fraction"] else ""
    form += f"{match['space']}%p" if match["half"] else ""
    zone = match["zone"] or ""
    if zone.strip() in {"Z", "z"}:
        return form + zone.upper()
    return form + (" %z" if zone.startswith(" ") else "%z" if zone else "")


def orders(formats: Sequence[str]) -> str:
    """Formats in words a reader knows: %d/%m/%Y as d/m/Y."""
    return ", ".join(one.replace("%", "") for one in formats[:4])
