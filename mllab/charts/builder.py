"""The charts of the builder: a frame with neutral columns (x, x2, y, y2, n, c, f) to a picture that can be brushed.

Selections: `brush` holds ranges of x (and y), `pick` values of x (and y). In facets a brush holds in all of them; a pick
tells its facet, too (f).
"""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import altair as alt
import pandas as pd

from mllab.charts.distribution import LABEL, hovered, shortened
from mllab.charts.palette import PALETTE, SEQUENTIAL, colours


@dataclass(frozen=True)
class Look:
    """What a chart is told beside its numbers.

    `titles` and group `orders` by x, y, c and f, axes that are `dates`, ends of axes, the note below the title.
    """

    titles: Mapping[str, str]
    orders: Mapping[str, Sequence[str]] = field(default_factory=dict)
    dates: frozenset[str] = frozenset()
    extents: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    note: str = ""
    height: int = 320


def picture(shape: str, frame: pd.DataFrame, look: Look) -> alt.Chart | alt.LayerChart | alt.FacetChart:
    """The chart of this shape ("histogram", "bars", "scatter", "box", "line", "heat map"), in facets where the frame has f."""
    chart = SHAPES[shape](frame, look)
    title = alt.Title(text=textwrap.wrap(look.note, 60) or [""], fontSize=12, fontWeight="normal", anchor="start", offset=8)
    if "f" not in frame.columns:
        return chart.properties(height=max(look.height, _listed(shape, frame)), title=title)
    order = [value for value in look.orders.get("f", ()) if value in set(frame["f"])]
    header = alt.Header(labelLimit=LABEL, titleOrient="top")
    return chart.properties(height=look.height // 2, width=190).facet(
        facet=alt.Facet("f:N", title=shortened(look.titles["f"]), sort=order or alt.Undefined, header=header), columns=3, title=title
    )


def _listed(shape: str, frame: pd.DataFrame) -> int:
    """The height that a list of values on the upright axis needs."""
    key = {"bars": "x", "box": "x", "heat map": "y"}.get(shape, "")
    return 18 * frame[key].nunique() if key and f"{key}2" not in frame.columns else 0


def histogram(frame: pd.DataFrame, look: Look) -> alt.Chart:
    """Counts in bins."""
    kind = _type("x", look)
    chart = (
        _base(frame, look)
        .mark_bar(binSpacing=0.5, orient="vertical")
        .encode(
            x=_axis("x", look),
            x2="x2",
            y=alt.Y("n:Q", title="rows", stack="zero"),
            tooltip=[*_ends("x", kind, look), *_groups(frame, look), _count()],
        )
    )
    return _brushed(chart, ["x"])


def bars(frame: pd.DataFrame, look: Look) -> alt.Chart:
    """A bar for each value: rows, or the mean of y."""
    mean = "y" in frame.columns
    height = alt.X("y:Q", title=f"mean of {shortened(look.titles['y'], 40)}") if mean else alt.X("n:Q", title="rows", stack="zero")
    sideways: dict[str, Any] = {"y": _axis("x", look, alt.Y), "x": height}
    if mean and "c" in frame.columns:
        sideways["yOffset"] = alt.YOffset("c:N")
    hover = [
        alt.Tooltip("x:N", title=hovered(look.titles["x"])),
        *_groups(frame, look),
        *([alt.Tooltip("y:Q", title="mean", format=",.4~g")] if mean else []),
        _count(),
    ]
    return _picked(_base(frame, look).mark_bar().encode(**sideways, tooltip=hover), frame, ["x"])


def scatter(frame: pd.DataFrame, look: Look) -> alt.Chart:
    """Points."""
    chart = (
        _base(frame, look)
        .mark_circle(size=36 if len(frame) < 1000 else 14, opacity=0.8)
        .encode(
            x=_axis("x", look),
            y=_axis("y", look, alt.Y),
            tooltip=[*_values(look), *_groups(frame, look), alt.Tooltip("row:Q", title="row", format=",")],
        )
    )
    return _brushed(chart, ["x", "y"])


def heat_map(frame: pd.DataFrame, look: Look) -> alt.Chart:
    """Counts in cells; on two measured axes, the density."""
    measured = [key for key in ("x", "y") if f"{key}2" in frame.columns]
    scale = alt.Scale(scheme=SEQUENTIAL, type="symlog" if len(measured) == 2 else "linear")
    ends = {f"{key}2": f"{key}2" for key in measured}
    hover = [
        tip
        for key in ("x", "y")
        for tip in (_ends(key, _type(key, look), look) if key in measured else [alt.Tooltip(f"{key}:N", title=hovered(look.titles[key]))])
    ]
    chart = (
        alt.Chart(frame)
        .mark_rect()
        .encode(
            x=_axis("x", look),
            y=_axis("y", look, alt.Y),
            **ends,
            color=alt.Color("n:Q", title="rows", scale=scale),
            tooltip=[*hover, _count()],
        )
    )
    return _brushed(chart, ["x", "y"]) if len(measured) == 2 else _picked(chart, frame, [key for key in ("x", "y") if key not in measured])


def line(frame: pd.DataFrame, look: Look) -> alt.Chart:
    """The mean of y along x."""
    chart = (
        _base(frame, look)
        .mark_line(point=len(frame) <= 60)
        .encode(
            x=_axis("x", look),
            y=_axis("y", look, alt.Y, f"mean of {shortened(look.titles['y'], 40)}", free=True),
            tooltip=[*_values(look), *_groups(frame, look), _count()],
        )
    )
    return _brushed(chart, ["x"])


def box(frame: pd.DataFrame, look: Look) -> Any:
    """Boxes from quartiles that were computed before: q1, q2, q3, low and high (whiskers), far (values beyond), n."""
    base = _base(frame, look).encode(y=_axis("x", look, alt.Y), tooltip=_box_hover(frame, look))
    if "c" in frame.columns:
        base = base.encode(yOffset=alt.YOffset("c:N"))
    title = shortened(look.titles["y"])
    kind = _type("y", look)
    whisker = base.mark_rule().encode(x=alt.X(f"low:{kind}", title=title, scale=alt.Scale(zero=False)), x2="high")
    middle = base.mark_tick(thickness=2, color="white", size=14).encode(x=f"q2:{kind}", color=alt.value("white"))
    quarter = _picked(base.mark_bar(size=14).encode(x=f"q1:{kind}", x2="q3"), frame, ["x"])
    return alt.layer(whisker, quarter, middle)


def _box_hover(frame: pd.DataFrame, look: Look) -> list[alt.Tooltip]:
    kind, form = _type("y", look), _format("y", look)
    figures = (("high", "whisker to"), ("q3", "upper quartile"), ("q2", "median"), ("q1", "lower quartile"), ("low", "whisker from"))
    return [
        alt.Tooltip("x:N", title=hovered(look.titles["x"])),
        *_groups(frame, look),
        *(alt.Tooltip(f"{name}:{kind}", title=says, format=form) for name, says in figures),
        alt.Tooltip("far:Q", title="beyond the whiskers", format=","),
        _count(),
    ]


def _base(frame: pd.DataFrame, look: Look) -> alt.Chart:
    if "c" not in frame.columns:
        return alt.Chart(frame).encode(color=alt.value(PALETTE[0]))
    title = shortened(look.titles["c"], 30)
    order = list(look.orders.get("c", ()))
    if not order:
        return alt.Chart(frame).encode(color=alt.Color("c:Q", title=title, scale=alt.Scale(scheme=SEQUENTIAL)))
    scale = colours(order, noise="(other)" if "(other)" in order else "(missing)")
    return alt.Chart(frame).encode(
        color=alt.Color("c:N", title=title, scale=scale, legend=alt.Legend(orient="top", columns=3, labelLimit=LABEL))
    )


def _type(key: str, look: Look) -> str:
    return "T" if key in look.dates else "N" if key in look.orders else "Q"


def _axis(key: str, look: Look, channel: Callable[..., Any] = alt.X, title: str | None = None, free: bool = False) -> Any:
    kind = _type(key, look)
    title = title or shortened(look.titles[key])
    if kind == "N":
        return channel(
            f"{key}:N",
            title=title,
            sort=list(look.orders[key]),
            axis=alt.Axis(labelLimit=LABEL, labelOverlap=channel is not alt.Y, labelFlush=False),
        )
    scale: dict[str, Any] = {"zero": False, "nice": False}
    if key in look.extents and not free:
        low, high = look.extents[key]
        scale["domain"] = [alt_time(low), alt_time(high)] if kind == "T" else _room(low, high)
    return channel(
        f"{key}:{kind}", title=title, scale=alt.Scale(**scale) if not free else alt.Scale(zero=False), axis=alt.Axis(tickCount=6)
    )


def _room(low: float, high: float) -> list[float]:
    """The ends of an axis with a little room, so that marks at the ends are whole."""
    room = (high - low) * 0.03 or 0.5
    return [low - room, high + room]


def alt_time(seconds: float) -> float:
    """Seconds since 1970 as Vega-Lite writes time: in thousandths."""
    return seconds * 1000


def _format(key: str, look: Look) -> str:
    return "%Y-%m-%d" if key in look.dates else ",.6~g"


def _ends(key: str, kind: str, look: Look) -> list[alt.Tooltip]:
    title = shortened(look.titles[key], 40)
    return [
        alt.Tooltip(f"{name}:{kind}", title=f"{title}, {says}", format=_format(key, look))
        for name, says in ((key, "from"), (f"{key}2", "to"))
    ]


def _values(look: Look) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{key}:{_type(key, look)}", title=hovered(look.titles[key]), format=_format(key, look)) for key in ("x", "y")]


def _groups(frame: pd.DataFrame, look: Look) -> list[alt.Tooltip]:
    return [
        alt.Tooltip(f"{key}:{'N' if look.orders.get(key) else 'Q'}", title=hovered(look.titles[key]))
        for key in ("c", "f")
        if key in frame.columns
    ]


def _count() -> alt.Tooltip:
    return alt.Tooltip("n:Q", title="rows", format=",")


def _brushed(chart: alt.Chart, axes: Sequence[Literal["x", "y"]]) -> alt.Chart:
    return chart.add_params(alt.selection_interval(name="brush", encodings=list(axes)))


def _picked(chart: alt.Chart, frame: pd.DataFrame, fields: Sequence[str]) -> alt.Chart:
    pick = alt.selection_point(name="pick", fields=[*fields, *(["f"] if "f" in frame.columns else [])])
    return chart.encode(opacity=alt.condition(pick, alt.value(1.0), alt.value(0.35))).add_params(pick)


SHAPES: dict[str, Callable[[pd.DataFrame, Look], Any]] = {
    "histogram": histogram,
    "bars": bars,
    "scatter": scatter,
    "box": box,
    "line": line,
    "heat map": heat_map,
}
