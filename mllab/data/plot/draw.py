"""The numbers behind a chart: aggregated by DuckDB, so that a chart of ten million rows is as light as one of a thousand."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mllab.data.plot.filters import Filter
from mllab.data.plot.rows import opened
from mllab.data.plot.shapes import SHAPERS, Shaped
from mllab.data.plot.spec import Spec, resolved
from mllab.data.table import Table

if TYPE_CHECKING:
    import pandas as pd

MOST_BARS, MOST_COLOURS, MOST_FACETS = 30, 9, 9


@dataclass(frozen=True)
class Drawing:
    """What a chart shows. `frame` has neutral columns (x, x2, y, y2, n, c, f ...), so that no name from a file meets Vega-Lite's paths.

    `spec` is resolved; `rows` were found by the filters; `note` says what was aggregated, sampled or left out;
    `unit`, `bins` (low, step, count) and `cuts` (upper ends of a number's groups) are what a script needs to do the same;
    `extents` are the ends of measured axes over all rows, in seconds for dates; `dates` are the axes that hold time; `labels` the
    order of groups on x, y, c and f; `density` when cells stand for points.
    """

    spec: Spec
    frame: "pd.DataFrame"
    rows: int
    note: str
    dates: frozenset[str] = frozenset()
    labels: tuple[tuple[str, tuple[str, ...]], ...] = ()
    density: bool = False
    sampled: bool = False
    extents: tuple[tuple[str, tuple[float, float]], ...] = ()
    unit: str = ""
    bins: tuple[tuple[str, tuple[float, float, int]], ...] = ()
    cuts: tuple[tuple[str, tuple[float, ...]], ...] = ()

    def order(self, key: str) -> list[str]:
        """The groups on x, y, c or f in their order."""
        return list(dict(self.labels).get(key, ()))


def draw(table: Table, spec: Spec, filters: tuple[Filter, ...] = (), seed: int = 0) -> Drawing:
    """The numbers of the chart `spec` over the rows that pass the filters. A few queries, O(rows)."""
    spec = resolved(table, spec)
    columns = {key: name for key, name in (("x", spec.x), ("y", spec.y), ("c", spec.colour), ("f", spec.facet)) if name}
    with opened(table, columns, filters, _grouped(table, spec)) as rows:
        count = int(rows.one("SELECT count(*) FROM chosen")[0])
        shaped = SHAPERS[spec.shape](rows, count, seed) if count else Shaped(rows.ask("SELECT * FROM chosen"), "No row passes the filters.")
        extents = tuple(
            (key, found[:2]) for key in ("x", "y") if key in columns and key not in dict(rows.labels) and (found := rows.extent(key))
        )
    dates = frozenset(axis for axis, name in (("x", spec.x), ("y", spec.y)) if name and table.column(name).kind == "date")
    note = " ".join(part for part in (shaped.note, *rows.notes) if part)
    return Drawing(
        spec,
        _dated(shaped.frame, dates),
        count,
        note,
        dates,
        rows.labels,
        shaped.density,
        shaped.sampled,
        extents,
        shaped.unit,
        shaped.bins,
        rows.cuts,
    )


def _grouped(table: Table, spec: Spec) -> dict[str, int]:
    """Which keys become groups, and how many each may have."""
    most = {"f": MOST_FACETS}
    if not (spec.shape == "scatter" and spec.colour and table.column(spec.colour).kind == "number"):
        most["c"] = MOST_COLOURS
    for key, name in (("x", spec.x), ("y", spec.y)):
        if name and (table.column(name).kind not in {"number", "date"}):
            most[key] = MOST_BARS
    return most


def _dated(frame: "pd.DataFrame", dates: frozenset[str]) -> "pd.DataFrame":
    import pandas as pd

    for axis in dates:
        for key in {axis, f"{axis}2"} & set(frame.columns):
            frame[key] = pd.to_datetime(frame[key], unit="s")
    return frame
