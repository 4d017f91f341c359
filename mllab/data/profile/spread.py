"""How the values of a number or date lie: quartiles, Tukey's fences, skewness, histogram."""

import math
from dataclasses import replace
from typing import Any

from mllab.data.profile.facts import Bins, ColumnProfile
from mllab.data.profile.source import WHOLE, Source, ask, finite, marked

TUKEY = 1.5  # times the interquartile range beyond the quartiles: Tukey 1977, "Exploratory Data Analysis"
MOST_BINS, FEWEST_BINS = 40, 5
FINE = 1e15  # beyond, halves between whole numbers are lost


def quartiles(source: Source, found: list[ColumnProfile]) -> list[ColumnProfile]:
    """Quartiles (linear between neighbours, as pandas does) and the fences beyond which a value counts as outlier."""
    got = ask(
        source,
        source.work,
        {p: f"quantile_cont(({finite(source, p)})::DOUBLE, [0.25, 0.5, 0.75])" for p, c in enumerate(found) if c.measured},
    )
    return [
        column if (three := got.get(place)) is None else marked(source, fenced(column, three), "quartiles", "outliers")
        for place, column in enumerate(found)
    ]


def fenced(column: ColumnProfile, got: list[float]) -> ColumnProfile:
    """The column with its quartiles and Tukey's fences around them."""
    q1, q2, q3 = map(float, got)
    reach = TUKEY * (q3 - q1)
    fences = (q1 - reach, q3 + reach) if math.isfinite(reach) and math.isfinite(q1 - reach) and math.isfinite(q3 + reach) else None
    return replace(column, quartiles=(q1, q2, q3), fences=fences)


def skewness(source: Source, found: list[ColumnProfile]) -> list[ColumnProfile]:
    """The third moment over the deviation: adjusted Fisher-Pearson, n / ((n - 1)(n - 2)) times the sum of cubes, as pandas does."""
    asked: dict[Any, str] = {}
    for place, column in enumerate(found):
        if column.std:
            value = finite(source, place)
            asked[place, "cubes"] = (
                f"avg((({value})::DOUBLE / {column.std!r}::DOUBLE - {column.mean!r}::DOUBLE / {column.std!r}::DOUBLE) ** 3)"
            )
            asked[place, "count"] = f"count({value})"
    got = ask(source, source.work, asked)
    made = [skewed(column, got.get((place, "cubes")), got.get((place, "count"), 0)) for place, column in enumerate(found)]
    return [column if column.skewness is None else marked(source, column, "skewness") for column in made]


def skewed(column: ColumnProfile, cubes: float | None, n: int) -> ColumnProfile:
    """The column with its skewness, from the mean of the cubes of n standardised values."""
    if cubes is None or n < 3 or not math.isfinite(cubes):
        return column
    return replace(column, skewness=float(cubes) * n * n / ((n - 1) * (n - 2)))


def bins(source: Source, found: list[ColumnProfile]) -> list[ColumnProfile]:
    """The histogram of each measured column over its whole extent, and one within the fences where outliers squeeze that."""
    whole = _counted(source, {place: made for place, column in enumerate(found) if (made := histogram_edges(column))})
    inner = _counted(
        source, {place: made for place, column in enumerate(found) if squeezed(column) and (made := histogram_edges(within(column)))}
    )
    return [
        marked(source, replace(column, bins=whole.get(place), inner=inner.get(place)), "bins") if place in whole else column
        for place, column in enumerate(found)
    ]


def _counted(source: Source, edges: dict[int, tuple[float, ...]]) -> dict[int, Bins]:
    asked = {}
    for place, ends in edges.items():
        value = f"({finite(source, place)})::DOUBLE"
        listed = ", ".join(f"{edge!r}::DOUBLE" for edge in ends[1:])
        asked[place] = f"histogram(CASE WHEN {value} >= {ends[0]!r}::DOUBLE THEN {value} END, [{listed}])"
    got = ask(source, source.work, asked)
    return {place: Bins(ends, tuple((got[place] or {}).get(edge, 0) for edge in ends[1:])) for place, ends in edges.items()}


def squeezed(column: ColumnProfile) -> bool:
    """Whether outliers take more than two thirds of the extent, so that the rest is a few bars."""
    if column.fences is None or column.low is None or column.high is None or not column.outliers:
        return False
    low, high = column.fences
    return 0 < 3 * (high / 2 - low / 2) < column.high / 2 - column.low / 2


def within(column: ColumnProfile) -> ColumnProfile:
    """The column as if it ended at the fences."""
    assert column.fences is not None
    assert column.low is not None
    assert column.high is not None
    low, high = max(column.low, column.fences[0]), min(column.high, column.fences[1])
    whole = column.kind == "number" and column.sql.upper() in WHOLE
    return replace(column, low=float(math.ceil(low)) if whole else low, high=float(math.floor(high)) if whole else high)


def histogram_edges(column: ColumnProfile) -> tuple[float, ...]:
    """Equal bins from the lowest to the highest value, their width by Freedman & Diaconis 1981, between 5 and 40 of them.

    Whole numbers get bins of whole widths that end between the numbers. One value alone gets one bin around it.
    """
    if column.low is None or column.high is None or column.quartiles is None:
        return ()
    low, half = column.low, column.high / 2 - column.low / 2
    if half == 0:
        return (low - 0.5, low + 0.5) if abs(low) < FINE else ()
    width = 2 * (column.quartiles[2] - column.quartiles[0]) / max(column.present, 1) ** (1 / 3)
    count = min(MOST_BINS, max(FEWEST_BINS, math.ceil(min(2 * half / width, MOST_BINS)))) if width > 0 else MOST_BINS // 2
    if column.kind == "number" and column.sql.upper() in WHOLE and max(abs(low), abs(column.high)) < FINE:
        return _whole_edges(low, round(2 * half) + 1, count)
    return tuple(dict.fromkeys([low * (1 - i / count) + column.high * (i / count) for i in range(count)] + [column.high]))


def _whole_edges(low: float, values: int, count: int) -> tuple[float, ...]:
    step = 1 if values <= MOST_BINS else math.ceil(values / count)
    return tuple(low - 0.5 + step * i for i in range(math.ceil(values / step) + 1))
