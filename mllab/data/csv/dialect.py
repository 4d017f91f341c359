"""Which delimiter, quote and escape: the candidate under which the file looks most like a table.

Each candidate reads a sample; its score is consistency (rows of one width), times how well the cells of each column
agree in kind, times what the number of columns says against chance: the idea of pattern score and type score of van den
Burg, Nazabal & Sutton 2019 (CleverCSV), with agreement counted per column and quoting errors counted against a candidate.
O(candidates * sample).
"""

import re
from collections import Counter
from dataclasses import dataclass, replace

from mllab.data.csv.columns import TYPED, kind
from mllab.data.csv.prepared import SPACES, Dialect
from mllab.data.csv.records import Row, physical, read
from mllab.data.table import Decision

DELIMITERS = (",", ";", "\t", "|", ":", " ", "^", "~", "\x1f", "\x01", "\x02", "#", "&", "/", "!", "$", "§", "¦")
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe", " ": "space", ":": "colon", SPACES: "runs of spaces", "": "none"}
PREFERENCE = {",": 1.0, ";": 1.0, "\t": 1.0, "|": 1.0, " ": 0.8, SPACES: 0.8, ":": 0.6, "^": 0.8, "~": 0.8}
PREFERENCE |= dict.fromkeys(("\x1f", "\x01", "\x02"), 1.0)
SPOKEN = {word: sign for sign, word in NAMES.items()}  # a delimiter or quote may be told by its name too
UNUSUAL = 0.4  # what stands inside dates, prices and addresses separates columns only when nothing else does
USUAL = (",", ";", "\t", "|", " ")
QUOTES = ('"', "'", "none")
SAMPLE_LINES = 400
SAMPLE_CHARS = 200_000
ONE_COLUMN = 0.3  # what a table of several columns has to score to be believed
_KNOWN = {"empty": 1.0, "missing": 1.0, "number": 1.0, "date": 1.0, "code": 0.95, "link": 1.0, "word": 0.95, "text": 0.8}


@dataclass(frozen=True)
class Scored:
    """A candidate and how table-like the sample is under it (0 to 1)."""

    dialect: Dialect
    score: float
    width: int
    share: float


def sample_of(lines: list[str]) -> str:
    """Whole lines from the head, and from the middle when there are more; at most SAMPLE_CHARS or one line."""
    half = SAMPLE_LINES // 2
    told = [line for line in lines[:half] if not line.startswith("#")]
    if 2 <= len(told) < len(lines[:half]):
        lines = [*told, *lines[half:]]
    chosen = lines if len(lines) <= SAMPLE_LINES else lines[:half] + lines[len(lines) // 2 : len(lines) // 2 + half]
    size = 0
    kept: list[str] = []
    for line in chosen:
        size += len(line)
        if kept and size > SAMPLE_CHARS:
            break
        kept.append(line)
    return "".join(kept).replace("\r\n", "\n").replace("\r", "\n")


def detect(lines: list[str], delimiter: str | None, quote: str | None, escape: str | None) -> tuple[Dialect, list[Decision]]:
    """The dialect of a file; what is not None is taken as told, as signs or by the names that decisions use (semicolon, none...)."""
    sample = sample_of(lines)
    delimiter, quote, escape = (SPOKEN.get(told, told) if told is not None else None for told in (delimiter, quote, escape))
    if delimiter is not None and quote is not None and escape is not None:
        return Dialect(delimiter, quote, escape), [_said("delimiter", delimiter), _said("quote", quote), _said("escape", escape)]
    found = sorted(_scored(sample, delimiter, quote, escape), key=lambda s: -s.score)
    best = found[0]
    if best.width < 2 and delimiter is None:
        best = replace(best, dialect=replace(best.dialect, delimiter=_unused(lines)))
    return best.dialect, _decisions(best, found, delimiter, quote, escape)


def _unused(lines: list[str]) -> str:
    """A delimiter that stands nowhere, for a file of one column."""
    return next(d for d in (",", ";", "\t", "|", "\x1f", "\x1e", "\x1d", "\ue000") if not any(d in line for line in lines))


def _said(about: str, value: str) -> Decision:
    return Decision(about, NAMES.get(value, value), "as told", about)


def _decisions(best: Scored, found: list[Scored], delimiter: str | None, quote: str | None, escape: str | None) -> list[Decision]:
    d = best.dialect
    choices = _choices(best, found)
    why = "no delimiter cuts the lines into columns that agree"
    if best.width > 1:
        why = f"{best.share:.0%} of the sampled rows then have {best.width} fields of matching kinds"
    cut = Decision("delimiter", NAMES.get(d.delimiter, d.delimiter), why, "delimiter", choices)
    said = [cut if delimiter is None else replace(_said("delimiter", delimiter), choices=choices)]
    if quote is not None:
        said.append(replace(_said("quote", quote), choices=tuple(dict.fromkeys([NAMES.get(quote, quote), *QUOTES]))))
    else:
        enclosed = "fields begin and end with it" if d.quote else "no field is enclosed"
        said.append(Decision("quote", d.quote or "none", enclosed, "quote", QUOTES))
    if escape is not None:
        said.append(_said("escape", escape))
    elif d.escape not in {"", d.quote}:
        said.append(Decision("escape", d.escape, "it stands before quotes or delimiters", "escape", (d.escape, d.quote or "none")))
    return said


def _choices(best: Scored, found: list[Scored]) -> tuple[str, ...]:
    """The delimiter taken, then those that came near, then the usual ones; each by its name, which is also what may be told."""
    near = [one.dialect.delimiter for one in found if one.score > 0.05][:6]
    signs = dict.fromkeys([best.dialect.delimiter, *near, *USUAL])
    return tuple(NAMES.get(sign, sign) for sign in signs)


def _scored(sample: str, delimiter: str | None, quote: str | None, escape: str | None) -> list[Scored]:
    delimiters = _delimiters(sample) if delimiter is None else [delimiter]
    found = []
    for d in delimiters:
        quotes = _quotes(sample, d) if quote is None else [quote]
        for q in quotes:
            for e in _escapes(sample, d, q) if escape is None else [escape]:
                found.append(score(Dialect(d, q, e), sample))
    if delimiter is None:
        q = quote if quote is not None else '"' if '"' not in sample or _quoted_column(sample) else ""
        found.append(Scored(Dialect(",", q, escape or q), ONE_COLUMN, 1, 1.0))
        if _wholly_quoted(sample) and not _cut_outside_quotes(sample):
            found = [Scored(found[-1].dialect, 1.0, 1, 1.0)]
    return found


def _wholly_quoted(sample: str) -> bool:
    lines = [line for line in sample.splitlines() if line.strip()]
    return bool(lines) and sum(line[0] == '"' == line[-1] for line in lines) >= 0.5 * len(lines)


def _quoted_column(sample: str) -> bool:
    """Whether, as one column, whatever begins with a quote is a whole quoted cell."""
    cells = re.fullmatch(r'(?:"(?:[^"]|"")*"[ \t]*\n|[^"\n][^\n]*\n|\n)*', sample.rstrip("\n") + "\n")
    return cells is not None and re.search('(?m)^"', sample) is not None


def _cut_outside_quotes(sample: str) -> bool:
    return bool(re.search(r'"[^"\w\s]{1,3}"|"[\t |,;:]|[\t |,;:]"', re.sub(r'""', "", sample)))


def _delimiters(sample: str) -> list[str]:
    bare = re.sub(r'"[^"]*"', "", sample)
    found = [d for d in DELIMITERS if d in bare or d in sample]
    found += _several(bare)
    lines = bare.splitlines()
    if sum(re.search(r"\S {2,}\S", line) is not None for line in lines) >= 0.3 * len(lines) > 0:
        found.append(SPACES)
    return found


def _several(bare: str) -> list[str]:
    """Delimiters of several characters: runs of punctuation that stand about equally often in many lines."""
    lines = [line for line in bare.splitlines() if line.strip()]
    runs = Counter(run for line in lines for run in {m[0] for m in re.finditer(r"([|:~^¦#@])\1{1,3}|[|~^¦]\W?[|~^¦]", line)})
    spaced = Counter(run for line in lines for run in set(re.findall(r" [|;,:/] |[,;|] ", line)))
    return [run for run, n in (runs + spaced).most_common(6) if n >= 0.5 * len(lines)]


def _quotes(sample: str, delimiter: str) -> list[str]:
    d = "[ ]" if delimiter == SPACES else re.escape(delimiter)
    found = []
    for q in ('"', "'"):
        opens = q in sample and (f"\\{q}" in sample or re.search(f"(?m)(?:^|{d}){q}", sample))
        if opens and (q == '"' or re.search(f"(?m)(?:^|(?<={d})){q}(?:[^{q}]|{q}{q})*{q}(?={d}|$)", sample)):
            found.append(q)
    return found if '"' in found else [*found, '"' if '"' not in sample else ""]


def _escapes(sample: str, delimiter: str, quote: str) -> list[str]:
    special = re.escape(delimiter if delimiter != SPACES else " ") + (f"|{re.escape(quote)}" if quote else "")
    return [quote, "\\"] if re.search(rf"\\(?:{special})", sample) else [quote]


def score(dialect: Dialect, sample: str) -> Scored:
    """How table-like the sample is when read in this dialect."""
    prepared = dialect.prepare(sample)
    rows = read(prepared, physical(prepared.text))
    if not rows:
        return Scored(dialect, 0.0, 0, 0.0)
    width, share = main_width(rows)
    if width < 2:
        return Scored(dialect, 0.0, width, share)
    good = [prepared.restored(row.fields) for row in rows if not row.fault and len(row.fields) == width]
    agreement, typed = _agreement(good, width)
    faults = sum(bool(row.fault) for row in rows) / len(rows)
    spread = (len({len(row.fields) for row in rows}) - 1) / len(rows)
    leftover = _leftover(good, dialect)
    chance = 1.0 - 0.5 * (1 - typed) / (width - 1) if len(rows) > 2 else 1.0 - 0.7 / width
    chance *= _within_values(dialect.delimiter, sample) * (0.4 if _decimal_comma(rows, good, dialect.delimiter) else 1.0)
    value = share**0.7 * (1 - 0.5 * spread) * (1 - 0.7 * faults) * agreement**2 * leftover * chance
    preference = PREFERENCE.get(dialect.delimiter, UNUSUAL if len(dialect.delimiter) == 1 else 1.02)
    return Scored(dialect, value * preference, width, share)


def _within_values(delimiter: str, sample: str) -> float:
    """Below one when the delimiter mostly stands inside times, dates or addresses."""
    if delimiter not in {":", "/"}:
        return 1.0
    inside = re.findall(r"\b\d{1,2}:\d\d(?::\d\d)?\b|\b\d{1,4}/\d{1,2}/\d{1,4}\b|\w+://[^\s,;|]*", sample)
    return 1.0 - 0.7 * min(1.0, sum(token.count(delimiter) for token in inside) / max(1, sample.count(delimiter)))


def _decimal_comma(rows: list[Row], good: list[list[str]], delimiter: str) -> bool:
    """One name over pairs of whole numbers cut by a comma: one column of decimals."""
    if delimiter != "," or len(rows[0].fields) != 1 or kind(rows[0].fields[0]) == "number":
        return False
    return all(len(row) == 2 and row[0].strip("+- ").isdecimal() and row[1].isdecimal() for row in good)


def main_width(rows: list[Row]) -> tuple[int, float]:
    """The commonest width above one (weighted a little towards wider), and its share of the rows."""
    widths = Counter(len(row.fields) for row in rows if not row.fault)
    wide = {w: n for w, n in widths.items() if w > 1}
    if not wide:
        return 1, 1.0
    width = max(wide, key=lambda w: (wide[w] * (1 - 1 / w), w))
    return width, wide[width] / len(rows)


def _agreement(rows: list[list[str]], width: int) -> tuple[float, float]:
    """How sure the kinds of a column are (the mean over columns of known kinds times the share of the commonest one),
    and the share of columns that hold nothing but numbers or dates."""
    if not rows:
        return 0.0, 0.0
    body = rows[1:] if len(rows) > 2 else rows
    if all(kind(cell) in {"empty", "missing"} for row in body for cell in row):
        return 1.0, 0.0  # nothing but delimiters and words for missing: that is what they are for
    total, typed = 0.0, 0
    columns = range(width) if width <= 200 else range(0, width, width // 200)
    for j in columns:
        kinds = Counter(kind(row[j]) for row in body)
        known = sum(_KNOWN[k] * n for k, n in kinds.items()) / len(body)
        full = {k: n for k, n in kinds.items() if k not in {"empty", "missing"}}
        words = full.get("word", 0) + full.get("text", 0)  # a column of one word here and two there is of one kind
        best = max(*full.values(), words) / sum(full.values()) if full else 0.0
        total += known * (0.5 + 0.5 * best)
        typed += best == 1.0 and not full.keys().isdisjoint(TYPED)
    return total / len(columns), typed / len(columns)


def _leftover(rows: list[list[str]], dialect: Dialect) -> float:
    """Below one when cells keep quotes at their ends, spaces at their start or what looks like the true delimiter."""
    cells = [cell for row in rows[:100] for cell in row if cell]
    if not cells:
        return 1.0
    quoted = sum(len(c) > 1 and c[0] in "\"'" and c[-1] == c[0] for c in cells)
    half = sum(c[0] == '"' and (len(c) == 1 or c[-1] != '"') for c in cells)
    spaced = sum(c[0] == " " for c in cells)
    nested = sum(bool(re.search(r"[;\t|]|\d,\d+;|,\S+,", c)) and " " not in c.strip() for c in cells)
    n = len(cells)
    escapes = sum("\\" in c and re.search(r"\\[\"'|;,\t]", c) is not None for c in cells)
    half, escapes = min(n, 3 * half), min(n, 3 * escapes)
    return (1 - 0.6 * quoted / n) * (1 - 0.8 * half / n) * (1 - 0.5 * escapes / n) * (1 - 0.7 * spaced / n) * (1 - 0.7 * nested / n)
