"""What the cells of a column look like, as a probability: the model that tells which cell belongs to which column.

Cells are reduced to shapes (`28/01/2018` to `99/99/9999`, `MG-8769` to `AA-9999`), as in the pattern score of van den Burg,
Nazabal & Sutton 2019 (CleverCSV), and counted per column at several levels: value, exact shape, loose shape (runs
collapsed), kind, and for text its length and first character. The cost of a cell is minus the logarithm of the mixture.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from math import exp, log

KINDS = ("empty", "missing", "number", "date", "code", "link", "word", "text")
MISSING = frozenset({"na", "n/a", "nan", "null", "none", "-", "--", "?", "nil", "#n/a", "missing", "\\n", ".", "..", "..."})
NUMBER = re.compile(r"[-+(~<>]?\s?[$€£¥]?\s?[-+]?(\d[\d.,'\u00a0]*|\.\d+)([eE][-+]?\d+)?\s?[%€$£¥)]?")
DATE = re.compile(
    r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}([T ]\d.*)?|\d{1,2}:\d\d(:\d\d([.,]\d+)?)?\s?([AaPp][Mm])?"
    r"|(\w{3,9},? )?\d{1,2}[- /.]\w{3,9}[- /.]\d{2,4}|\w{3,9} \d{1,2},? \d{4}([ T]\d.*)?"
)
TYPED = ("number", "date")
FEWEST, CELLS = 100, 500_000  # rows to learn a column from, however many columns there are; cells to learn from
SPACE = 6.0  # nats: no cell costs more than about 3 * SPACE


class _Classes(dict[int, str]):
    def __missing__(self, code: int) -> str:
        ch = chr(code)
        kind = "9" if ch.isdigit() else "A" if ch.isupper() else "a" if ch.isalpha() else " " if ch.isspace() else ch
        self[code] = kind
        return kind


_CLASSES = _Classes()
_RUNS = re.compile(r"(.)\1+", re.DOTALL)


@lru_cache(maxsize=65536)
def _short_shape(cell: str) -> tuple[str, str]:
    exact = cell.translate(_CLASSES)
    return exact, _RUNS.sub(r"\1", exact).replace("Aa", "a")


def shape(cell: str) -> tuple[str, str]:
    """The exact shape and the loose one (runs collapsed); long cells by their first 60 characters."""
    return _short_shape(cell[:60])


@lru_cache(maxsize=65536)
def _kind(cell: str) -> str:
    if cell.lower() in MISSING:
        return "missing"
    if NUMBER.fullmatch(cell):
        return "number"
    if DATE.fullmatch(cell):
        return "date"
    if re.fullmatch(r"\S+://\S+|[^\s@]+@[^\s@]+\.\w+", cell):
        return "link"
    if re.search(r"\s", cell):
        return "text"
    return "code" if any(ch.isdigit() for ch in cell) else "word" if cell.isalpha() else "text"


def kind(cell: str) -> str:
    """One of KINDS."""
    cell = cell.strip()
    if not cell:
        return "empty"
    return _kind(cell) if len(cell) <= 200 else "link" if "://" in cell[:10] and " " not in cell else "text"


def _first(cell: str) -> str:
    return cell[0].translate(_CLASSES) if cell else ""


class ColumnModel:
    """A column learnt from its cells, O(total length of the different cells). What is never asked for is never counted."""

    def __init__(self, cells: Iterable[str]) -> None:
        counts = Counter(cells)
        self.values = Counter({cell: n for cell, n in counts.items() if cell.strip()})
        self.n, self.filled = counts.total(), self.values.total()
        self._costs: dict[str, float] = {}

    def _tally(self, what: Callable[[str], str]) -> Counter[str]:
        found: Counter[str] = Counter()
        for cell, n in self.values.items():
            found[what(cell)] += n
        return found

    @cached_property
    def kinds(self) -> Counter[str]:
        """How many cells are of each kind."""
        return self._tally(kind)

    @cached_property
    def exact(self) -> Counter[str]:
        """How many cells have each shape."""
        return self._tally(lambda cell: shape(cell)[0])

    @cached_property
    def loose(self) -> Counter[str]:
        """The same with runs collapsed."""
        return self._tally(lambda cell: shape(cell)[1])

    @cached_property
    def firsts(self) -> Counter[str]:
        """How many cells begin with each class of character."""
        return self._tally(_first)

    @cached_property
    def lasts(self) -> Counter[str]:
        """How many end with each."""
        return self._tally(lambda cell: _first(cell[-1:]))

    @cached_property
    def _lengths(self) -> tuple[float, float]:
        """Mean and spread of the logarithm of the lengths."""
        lengths = [(log(len(cell) + 1), n) for cell, n in self.values.items()] or [(0.0, 1)]
        total = sum(n for _, n in lengths)
        mean = sum(x * n for x, n in lengths) / total
        return mean, max(0.3, (sum((x - mean) ** 2 * n for x, n in lengths) / total) ** 0.5)

    @cached_property
    def longest(self) -> int:
        """The most characters that a cell has."""
        return max(map(len, self.values), default=0)

    @cached_property
    def strong(self) -> bool:
        """Whether cells of it are told from names and prose: numbers, dates, codes of few shapes."""
        full = self.filled - self.kinds["missing"]
        if full <= 0:
            return False
        if self.kinds["number"] + self.kinds["date"] + self.kinds["link"] >= 0.8 * full:
            return True
        return self.kinds["code"] >= 0.8 * full and self.loose.most_common(1)[0][1] >= 0.6 * full

    @cached_property
    def typed(self) -> bool:
        """Whether it holds numbers or dates."""
        full = self.filled - self.kinds["missing"]
        return full > 0 and self.kinds["number"] + self.kinds["date"] >= 0.8 * full

    def fits(self, cell: str) -> bool:
        """Whether a cell could belong: empty, a missing word, a known shape, or of a kind that the column often holds."""
        k = kind(cell)
        if k in {"empty", "missing"} or shape(cell)[1] in self.loose:
            return True
        return self.kinds[k] >= 0.05 * max(1, self.filled) or (k in TYPED and self.typed and self.kinds[k] > 0)

    def cost(self, cell: str) -> float:
        """How surprising the cell is here, in nats."""
        found = self._costs.get(cell) if len(cell) < 500 else None
        if found is None:
            found = self._cost(cell)
            if len(cell) < 500 and len(self._costs) < 100_000:
                self._costs[cell] = found
        return found

    def _cost(self, cell: str) -> float:
        if not cell.strip():
            return -log((self.n - self.filled + 0.05) / (self.n + 0.1))
        n = self.filled + 1.0
        exact, loose = shape(cell)
        k = kind(cell)
        edges = ((self.firsts[_first(cell)] + 0.02) / n) * ((self.lasts[_first(cell[-1])] + 0.05) / n)
        length, spread = self._lengths
        z = (log(len(cell) + 1) - length) / spread
        prose = (self.kinds[k] + 0.02) / n * max(edges, 1e-4) * max(exp(-0.5 * z * z), 1e-3)
        p = 0.15 * self.values[cell] / n + 0.35 * self.exact[exact] / n + 0.25 * self.loose[loose] / n + 0.25 * prose
        return -log(max(p, 1e-8) * (self.filled + 0.05) / (self.n + 0.1))

    @cached_property
    def typical(self) -> float:
        """The mean cost of the column's own cells (of at most 200 of them)."""
        cells = list(self.values)[:200]
        empty = self.n - self.filled
        total = sum(self.cost(cell) for cell in cells) / len(cells) * self.filled if cells else 0.0
        return (total + (empty * self.cost("") if empty else 0.0)) / max(1, self.n)


def learn(rows: list[list[str]], width: int, most: int = 1000) -> list[ColumnModel]:
    """One model per column from at most `most` rows, spread evenly; from fewer where there are thousands of columns."""
    most = min(most, max(FEWEST, CELLS // max(width, 1)))
    step = max(1, len(rows) // most)
    return [ColumnModel(cells) for cells in zip(*rows[::step], strict=True)] if rows else [ColumnModel(()) for _ in range(width)]
