"""Every pair of columns, by the measure that fits their kinds, the most surprising first."""

import math
import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from mllab.data.profile.association import (
    Found,
    centred,
    contingency,
    correlated,
    correlation_ratio,
    cramers_v,
    explained,
    lower_end,
    order,
    pearson,
    shared,
    spearman_of,
)
from mllab.data.profile.facts import ColumnProfile, Measure, Pair
from mllab.data.profile.held import coded
from mllab.data.profile.source import Source, opened
from mllab.data.table import Table

if TYPE_CHECKING:
    import numpy as np

MOST_COLUMNS = 60
MOST_VALUES = 200  # a category with more is left out: nearly every pair of its values meets once
WORK = 4_000_000  # rows times pairs: under a second
LEAST_ROWS, MOST_ROWS = 10_000, 50_000  # of so many rows a correlation is within 0.009 of that of all, 19 times in 20
KNOWN = 0.5  # the surprise of a pair whose names say that it belongs together counts half


@dataclass(frozen=True)
class Strand:
    """One column as an array: `numbers` with NaN where missing, or `codes` with -1."""

    name: str
    numbers: "np.ndarray | None" = None
    codes: "np.ndarray | None" = None

    @cached_property
    def order(self) -> "np.ndarray":
        """The place of each number among the different ones, -1 where missing."""
        assert self.numbers is not None
        return order(self.numbers)

    @cached_property
    def whole(self) -> bool:
        """Whether no row lacks it."""
        import numpy as np

        return not np.isnan(self.numbers).any() if self.numbers is not None else bool(self.codes is not None and (self.codes >= 0).all())

    @cached_property
    def centred(self) -> "np.ndarray | None":
        """A number without gaps, centred and at length 1."""
        assert self.numbers is not None
        return centred(self.numbers)

    @cached_property
    def ranked(self) -> "np.ndarray | None":
        """The same of its ranks."""
        return centred(shared(self.order))

    def at(self, rows: "np.ndarray | None") -> "Strand":
        """The strand at these rows (None: all)."""
        return self if rows is None else self._of(rows)

    def first(self, rows: int) -> "Strand":
        """The first rows of it."""
        return self._of(slice(rows))

    def _of(self, rows: "np.ndarray | slice") -> "Strand":
        numbers, codes = (None if values is None else values[rows] for values in (self.numbers, self.codes))
        return Strand(self.name, numbers, codes)


def pairs(
    table: Table, columns: list[ColumnProfile], strands: dict[str, Strand], seed: int = 0
) -> tuple[tuple[Pair, ...], int, tuple[tuple[str, str], ...]]:
    """The pairs, the rows of the sample they come from (0: all rows), and the columns left out, each with why.

    At most 60 columns, those with most values and least of one single value. O(rows x columns²), rows <= 50,000.
    `strands`: the columns as arrays, all rows or more than enough in random order; when there are none, they are read.
    """
    chosen, left_out = choose(columns)
    if len(chosen) < 2:
        return (), 0, left_out
    rows = min(table.rows, MOST_ROWS, max(LEAST_ROWS, WORK // math.comb(len(chosen), 2)))
    held = [strands[name].first(rows) for name in chosen] if strands else read(table, chosen, rows, seed)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        found = [pair for pair in pool.map(lambda two: measured(*two), combinations(held, 2)) if pair is not None]
    return tuple(ordered(found)), rows if rows < table.rows else 0, left_out


def choose(columns: list[ColumnProfile]) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """The columns worth pairing in their order, and why the others are not."""
    left_out = {column.name: why for column in columns if (why := unfit(column))}
    fit = [column for column in columns if column.name not in left_out]
    best = {column.name for column in sorted(fit, key=_informative, reverse=True)[:MOST_COLUMNS]}
    left_out |= {column.name: f"only the {MOST_COLUMNS} most informative columns are paired" for column in fit if column.name not in best}
    return [column.name for column in fit if column.name in best], tuple(left_out.items())


def unfit(column: ColumnProfile) -> str:
    """Why a column cannot be paired, or nothing."""
    if column.distinct < 2:
        return "has no two different values"
    if column.kind in {"text", "identifier"}:
        return f"is {'an identifier' if column.kind == 'identifier' else 'free text'}"
    if column.kind == "category" and column.distinct > MOST_VALUES:
        return f"has {column.distinct:,} different values"
    if column.measured and not column.std:
        return "does not vary"
    return ""


def _informative(column: ColumnProfile) -> float:
    commonest = column.top[0][1] if column.top and "top" not in column.approximate else 0
    return (column.present - commonest - column.infinite) / max(column.rows, 1)


def read(table: Table, names: Iterable[str], rows: int, seed: int = 0) -> list[Strand]:
    """These columns as arrays: all rows, or so many drawn with `seed`."""
    with opened(table, tuple(table.column(name) for name in names), rows, seed) as source:
        return [strand(source, place) for place in range(len(source.columns))]


def strand(source: Source, place: int) -> Strand:
    """One column of the source as an array."""
    import numpy as np

    column = source.columns[place]
    if column.kind in {"number", "date"}:
        got = source.con.execute(
            f"SELECT CASE WHEN isfinite(c{place}::DOUBLE) THEN c{place}::DOUBLE END AS x FROM {source.work}"
        ).fetchnumpy()["x"]
        return Strand(column.name, numbers=np.ma.filled(np.ma.asarray(got).astype(float), np.nan))
    texts = source.con.sql(f"SELECT c{place}::VARCHAR AS x FROM {source.work}").to_arrow_table()["x"]
    return Strand(column.name, codes=coded(texts)[0])


def measured(a: Strand, b: Strand, notes: tuple[str, ...] = ()) -> Pair | None:
    """The pair of two columns, or None where too few rows have both or one does not vary in them."""
    rank: float | None = None
    measure: Measure
    if a.numbers is not None and b.numbers is not None:
        measure, (found, ranked) = "Pearson", _numbers(a, b)
        rank, strength = ranked.value, max(found.strength, ranked.strength)
    elif a.codes is not None and b.codes is not None:
        measure, found = "Cramér's V", cramers_v(a.codes, b.codes)
        strength = found.strength
    else:
        measure, found = "correlation ratio", _ratio(*((a, b) if a.numbers is not None else (b, a)))
        strength = found.strength
    if math.isnan(found.value):
        return None
    notes = (*notes, *_notes(a, b, found.value, rank))
    surprise = lower_end(strength, found.rows) * (KNOWN if RELATED in notes else 1)
    return Pair(a.name, b.name, measure, found.value, strength, surprise, found.rows, rank, notes)


RELATED = "related names"


def _numbers(a: Strand, b: Strand) -> tuple[Found, Found]:
    """Pearson and Spearman. Without gaps each column is centred and ranked once for all its pairs."""
    assert a.numbers is not None
    assert b.numbers is not None
    if a.whole and b.whole:
        n = len(a.numbers)
        return correlated(a.centred, b.centred, n), correlated(a.ranked, b.ranked, n)
    return pearson(a.numbers, b.numbers), spearman_of(a.order, b.order)


def _ratio(number: Strand, group: Strand) -> Found:
    assert number.numbers is not None
    assert group.codes is not None
    if number.whole and group.whole and len(group.codes) > 2:
        return explained(group.codes, number.centred)
    return correlation_ratio(group.codes, number.numbers)


def _notes(a: Strand, b: Strand, value: float, rank: float | None) -> Iterator[str]:
    if related(a.name, b.name):
        yield RELATED
    if rank is not None:
        if abs(value) > 1 - 1e-9:
            yield "the same on another scale"
        elif abs(rank) > 1 - 1e-9:
            yield "one orders the other exactly"
        elif abs(rank) - abs(value) > 0.1:
            yield "curved: ranks agree more than values"
    elif a.codes is not None and b.codes is not None:
        yield from _determined(a, b)


def _determined(a: Strand, b: Strand) -> Iterator[str]:
    assert a.codes is not None
    assert b.codes is not None
    both = (a.codes >= 0) & (b.codes >= 0)
    met = contingency(a.codes[both], b.codes[both]) > 0
    each_a, each_b = (met.sum(1) == 1).all(), (met.sum(0) == 1).all()
    if each_a and each_b:
        yield "the same under other names"
    elif each_a or each_b:
        yield "one decides the other"


def related(a: str, b: str) -> bool:
    """Whether the names share their first word of three letters or more ("bill_length" and "bill_depth"), or one starts with the other."""
    first_a, first_b = (re.split(r"[\W_]+|(?<=[a-z])(?=[A-Z])", name[:SHOWN].strip())[0].lower() for name in (a, b))
    return len(first_a) >= 3 and first_a == first_b


SHOWN = 200


def ordered(found: list[Pair]) -> list[Pair]:
    """The most surprising first; equal ones by strength, then in the order of the table."""
    return sorted(found, key=lambda pair: (-round(pair.surprise, 12), -round(pair.strength, 12)))
