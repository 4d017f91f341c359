"""One function per shape: the rows of a chart to the numbers that are drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mllab.data.plot.rows import Rows

if TYPE_CHECKING:
    import pandas as pd

POINTS = 5_000  # more marks than this are slow to draw and hide one another
BINS, CELLS, BUCKETS = 30, 40, 200
UNITS = (("day", 86_400), ("week", 7 * 86_400), ("month", 30.4 * 86_400), ("quarter", 91.3 * 86_400), ("year", 365.25 * 86_400))


@dataclass(frozen=True)
class Shaped:
    """The numbers, and a sentence on how they came about; `density` when cells were counted in place of points, `sampled` when points
    were drawn.

    `bins` are (low, step, count) by axis; `unit` the span of time that was averaged over.
    """

    frame: "pd.DataFrame"
    note: str
    density: bool = False
    sampled: bool = False
    unit: str = ""
    bins: tuple[tuple[str, tuple[float, float, int]], ...] = ()


@dataclass(frozen=True)
class Axis:
    """Equal bins over the extent of all rows: `cell` is the SQL of a bin's number, `step` its width from `low`."""

    low: float
    step: float
    count: int
    cell: str

    @property
    def ends(self) -> tuple[float, float, int]:
        """What a script needs to make the same bins."""
        return self.low, self.step, self.count


def histogram(rows: Rows, count: int, seed: int) -> Shaped:
    """How many rows fall into each of 30 equal bins (one for each whole number where they are few)."""
    if (axis := _axis(rows, "x", BINS)) is None:
        return _nothing(rows)
    found = rows.ask(f"SELECT {axis.cell} AS b{rows.by}, count(*) AS n FROM chosen WHERE x IS NOT NULL GROUP BY ALL ORDER BY ALL")
    return Shaped(_placed(found, "x", "b", axis), f"Counts of {count:,} rows.{_gaps(rows, 'x')}", bins=(("x", axis.ends),))


def bars(rows: Rows, count: int, seed: int) -> Shaped:
    """How many rows have each value, or the mean of y in each."""
    mean = _is_measured(rows, "y")
    height = ", avg(y) AS y" if mean else ""
    found = rows.ask(f"SELECT x{rows.by}, count(*) AS n{height} FROM chosen GROUP BY ALL ORDER BY ALL")
    return Shaped(found, f"{'Means' if mean else 'Counts'} of {count:,} rows.")


def scatter(rows: Rows, count: int, seed: int) -> Shaped:
    """Every row as a point up to 5,000; above, the density in 40 x 40 cells, or a seeded sample where colour or facets need points."""
    colour = ", c" if "c" in rows.columns else ""
    facet = ", f" if "f" in rows.groups else ""
    columns = f"row, x, y{colour}{facet}"
    there = "x IS NOT NULL AND y IS NOT NULL"
    if count <= POINTS:
        return Shaped(rows.ask(f"SELECT {columns} FROM chosen WHERE {there} ORDER BY row"), f"{count:,} rows.{_gaps(rows, 'x', 'y')}")
    if not colour and not facet:
        return heat_map(rows, count, seed)
    picked = f"SELECT {columns} FROM chosen WHERE {there} ORDER BY hash(row + {int(seed)}), row LIMIT {POINTS}"
    return Shaped(rows.ask(picked), f"A random sample of {POINTS:,} of {count:,} rows.{_gaps(rows, 'x', 'y')}", sampled=True)


def box(rows: Rows, count: int, seed: int) -> Shaped:
    """Quartiles of y in each group of x, whiskers to the last value within 1.5 interquartile ranges (Tukey 1977), the number beyond."""
    keys = f"x{rows.by}"
    same = " AND ".join(f"chosen.{key} = quarters.{key}" for key in ("x", *rows.groups))
    found = rows.ask(
        f"""SELECT {", ".join(f"quarters.{key}" for key in ("x", *rows.groups))},
        any_value(q[1]) AS q1, any_value(q[2]) AS q2, any_value(q[3]) AS q3, count(*) AS n,
        min(y) FILTER (y >= q[1] - 1.5 * (q[3] - q[1])) AS low, max(y) FILTER (y <= q[3] + 1.5 * (q[3] - q[1])) AS high,
        count_if(y < q[1] - 1.5 * (q[3] - q[1]) OR y > q[3] + 1.5 * (q[3] - q[1])) AS far
        FROM chosen JOIN (SELECT {keys}, quantile_cont(y, [0.25, 0.5, 0.75]) AS q FROM chosen WHERE y IS NOT NULL GROUP BY ALL) AS quarters
        ON {same} WHERE y IS NOT NULL GROUP BY ALL ORDER BY ALL"""
    )
    return Shaped(found, f"Quartiles of {count:,} rows; whiskers reach the last value within 1.5 box lengths.{_gaps(rows, 'y')}")


def line(rows: Rows, count: int, seed: int) -> Shaped:
    """The mean of y along x: per value of x where they are few, else per day, week, month, quarter or year, or in 200 equal steps."""
    low, high, different = rows.one("SELECT min(x), max(x), count(DISTINCT x) FROM chosen WHERE x IS NOT NULL AND y IS NOT NULL")
    if low is None:
        return _nothing(rows)
    place, words, unit, bins = _bucket(rows, float(low), float(high), int(different))
    found = rows.ask(
        f"SELECT {place} AS x{rows.by}, avg(y) AS y, count(*) AS n FROM chosen "
        "WHERE chosen.x IS NOT NULL AND chosen.y IS NOT NULL GROUP BY ALL ORDER BY ALL"
    )
    return Shaped(found, f"Means of {count:,} rows{words}.{_gaps(rows, 'x', 'y')}", unit=unit, bins=bins)


def _bucket(rows: Rows, low: float, high: float, different: int) -> tuple[str, str, str, tuple[tuple[str, tuple[float, float, int]], ...]]:
    """Where a row lies along x: SQL, words, a unit of time, bins."""
    if different <= BUCKETS:
        return "chosen.x", "", "", ()
    if _kind(rows, "x") == "date" and high - low > UNITS[0][1]:
        unit = next((name for name, seconds in UNITS if (high - low) / seconds <= BUCKETS), "year")
        return f"epoch(date_trunc('{unit}', make_timestamp((chosen.x * 1e6)::BIGINT)))::DOUBLE", f" per {unit}", unit, ()
    step = high / BUCKETS - low / BUCKETS
    place = f"{low!r}::DOUBLE + {step!r}::DOUBLE * (least(floor((chosen.x - {low!r}::DOUBLE) / {step!r}::DOUBLE), {BUCKETS - 1}) + 0.5)"
    return place, f" in {BUCKETS} equal steps", "", (("x", (low, step, BUCKETS)),)


def heat_map(rows: Rows, count: int, seed: int) -> Shaped:
    """How many rows meet in each cell: bins of what is measured, the values of what is not."""
    axes = {key: _axis(rows, key, CELLS) for key in ("x", "y") if _is_measured(rows, key)}
    if any(axis is None for axis in axes.values()):
        return _nothing(rows)
    cells = ", ".join(f"{axes[key].cell} AS b{key}" if key in axes else key for key in ("x", "y"))  # type: ignore[union-attr]
    there = " AND ".join(f"{key} IS NOT NULL" for key in ("x", "y"))
    facet = ", f" if "f" in rows.groups else ""
    found = rows.ask(f"SELECT {cells}{facet}, count(*) AS n FROM chosen WHERE {there} GROUP BY ALL ORDER BY ALL")
    for key, axis in axes.items():
        found = _placed(found, key, f"b{key}", axis)
    what = f"Density of {count:,} rows, counted in cells." if len(axes) == 2 else f"Counts of {count:,} rows."
    ends = tuple((key, axis.ends) for key, axis in axes.items() if axis is not None)
    return Shaped(found, what + _gaps(rows, *axes), density=True, bins=ends)


def _axis(rows: Rows, key: str, bins: int) -> Axis | None:
    """Bins over the extent of all rows; whole numbers are not cut."""
    if (extent := rows.extent(key)) is None:
        return None
    low, high, whole = extent
    if whole and high - low < 1e15 and _kind(rows, key) == "number":
        step = float(-(-(high - low + 1) // bins)) if high - low >= bins else 1.0
        low, bins = low - 0.5, int(-(-(high - low + 1) // step))
    elif high > low:
        step = high / bins - low / bins
    else:
        low, step, bins = low - 0.5, 1.0, 1
    return Axis(low, step, bins, f"least(floor({key} / {step!r}::DOUBLE - {low / step!r}::DOUBLE), {bins - 1})::INTEGER")


def _placed(found: "pd.DataFrame", key: str, cell: str, axis: Axis | None) -> "pd.DataFrame":
    """Cell numbers to the bins' ends: `key` and `key`2."""
    if axis is None:
        return found
    start = axis.low + found[cell] * axis.step
    return found.assign(**{key: start, f"{key}2": start + axis.step}).drop(columns=cell)


def _kind(rows: Rows, key: str) -> str:
    name = rows.columns.get(key)
    return rows.table.column(name).kind if name else ""


def _is_measured(rows: Rows, key: str) -> bool:
    return _kind(rows, key) in {"number", "date"}


def _gaps(rows: Rows, *keys: str) -> str:
    """How many rows cannot be drawn for want of a value."""
    if not keys:
        return ""
    gone = int(rows.one(f"SELECT count_if({' OR '.join(f'{key} IS NULL' for key in keys)}) FROM chosen")[0])
    return f" {gone:,} without a finite value are not shown." if gone else ""


def _nothing(rows: Rows) -> Shaped:
    return Shaped(rows.ask("SELECT *, 0 AS n FROM chosen LIMIT 0"), "No row has a value to draw.")


SHAPERS: dict[str, Callable[[Rows, int, int], Shaped]] = {
    "histogram": histogram,
    "bars": bars,
    "scatter": scatter,
    "box": box,
    "line": line,
    "heat map": heat_map,
}
