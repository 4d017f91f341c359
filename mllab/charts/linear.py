"""Axes that are sums of columns: what each keeps (scree), what it is made of (loadings), and both with the rows (biplot)."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.arrows import HALO, INK, named, reaching
from mllab.charts.association import labels
from mllab.charts.palette import DIVERGING, NOISE, PALETTE
from mllab.charts.scatter import group_scale, in_proportion, legend, order, point_size

MOST_POINTS = 5_000
MOST_COLUMNS = 30


def scree(shares: np.ndarray, names: Sequence[str] = (), height: int = 260) -> alt.LayerChart:
    """The part of the variance on every axis (m,) as bars, and what the axes up to it keep together as a line."""
    listed = list(names) or [str(number + 1) for number in range(len(shares))]
    frame = pd.DataFrame({"axis": listed, "share": np.asarray(shares, float), "together": np.cumsum(shares, dtype=float)})
    base = alt.Chart(frame).encode(
        x=alt.X("axis:N", sort=listed, title="axis", axis=alt.Axis(labelAngle=0)),
        tooltip=[
            alt.Tooltip("axis:N"),
            alt.Tooltip("share:Q", title="share of variance", format=".1%"),
            alt.Tooltip("together:Q", title="with those before", format=".1%"),
        ],
    )
    share = alt.Y("share:Q", title="share of variance", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%", tickCount=5))
    bars = base.mark_bar(color=PALETTE[0]).encode(y=share)
    line = base.mark_line(color=PALETTE[1], point=alt.OverlayMarkDef(filled=True, size=40, color=PALETTE[1])).encode(y="together:Q")
    return (bars + line).properties(height=height, title=_said("bars: each axis; line: it and those before, together"))


def weights(loading: np.ndarray, columns: Sequence[str], axis: str) -> alt.Chart:
    """What one axis is made of: the weight (d,) of every column as a bar, the largest first; at most MOST_COLUMNS of them."""
    chosen = np.argsort(-np.abs(loading), kind="stable")[:MOST_COLUMNS]
    frame = pd.DataFrame({"place": range(len(chosen)), "column": [columns[i] for i in chosen], "weight": np.asarray(loading)[chosen]})
    colour = alt.condition("datum.weight < 0", alt.value(PALETTE[0]), alt.value(PALETTE[1]))
    return (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            x=alt.X("weight:Q", title=f"weight on {axis}"),
            y=alt.Y("place:O", title=None, axis=_column_axis([columns[i] for i in chosen])),
            color=colour,
            tooltip=[alt.Tooltip("column:N"), alt.Tooltip("weight:Q", format=".3f")],
        )
        .properties(height=alt.Step(20), title=_left_out(len(columns), len(chosen)))
    )


def loadings(table: np.ndarray, columns: Sequence[str], axes: Sequence[str]) -> alt.LayerChart:
    """The weight of every column on every axis (d, m) as coloured squares, the most telling columns on top; at most MOST_COLUMNS."""
    table = np.asarray(table, dtype=float)
    chosen = np.argsort(-np.abs(table).max(axis=1), kind="stable")[:MOST_COLUMNS]
    frame = pd.DataFrame(
        [
            {"place": place, "column": columns[i], "axis": axis, "weight": table[i, number]}
            for place, i in enumerate(chosen)
            for number, axis in enumerate(axes)
        ]
    )
    largest = float(np.abs(table).max(initial=0)) or 1.0
    base = alt.Chart(frame).encode(
        x=alt.X("axis:N", sort=list(axes), title=None, axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("place:O", title=None, axis=_column_axis([columns[i] for i in chosen])),
        tooltip=[alt.Tooltip("column:N"), alt.Tooltip("axis:N"), alt.Tooltip("weight:Q", format=".3f")],
    )
    scale = alt.Scale(scheme=DIVERGING, domain=[-largest, largest], domainMid=0)
    squares = base.mark_rect().encode(color=alt.Color("weight:Q", scale=scale, legend=alt.Legend(gradientLength=100)))
    dark = alt.condition(f"abs(datum.weight) > {0.6 * largest}", alt.value("white"), alt.value(INK))
    figures = base.mark_text(fontSize=11).encode(text=alt.Text("weight:Q", format=".2f"), color=dark)
    return (squares + figures).properties(height=alt.Step(22), title=_left_out(len(columns), len(chosen)))


def biplot(
    positions: np.ndarray,
    table: np.ndarray,
    columns: Sequence[str],
    axes: tuple[str, str],
    colour: Sequence[str] | None = None,
    title: str = "group",
    height: int = 460,
) -> alt.LayerChart:
    """Rows (n, 2) as points and columns as arrows, by their weights (d, 2): a row lies far along the arrows of what it has much of.

    Arrows are as long as the column's share in the spread of the axes, the longest to the edge of the points. The longest are named,
    where there is room for the name; pointing at an arrow names it. Source: Gabriel 1971. At most MOST_POINTS rows are drawn.
    """
    every = -(-len(positions) // MOST_POINTS)
    rows = np.arange(0, len(positions), every)
    points = pd.DataFrame({"x": positions[rows, 0].astype(float), "y": positions[rows, 1].astype(float), "row": rows})
    points["colour"] = [str(name) for name in list(colour)[::every]] if colour is not None else ""
    across, up = in_proportion(points["x"], points["y"])
    tips = reaching(table, positions)
    arrows = named(tips, columns, across, up, height)
    x = alt.X("x:Q", title=axes[0], scale=alt.Scale(domain=across, nice=False), axis=alt.Axis(grid=False, tickCount=6))
    y = alt.Y("y:Q", title=axes[1], scale=alt.Scale(domain=up, nice=False), axis=alt.Axis(grid=False, tickCount=6))
    names = order(list(points["colour"]))
    shade = alt.Color("colour:N", title=title, scale=group_scale(names), legend=legend(names)) if colour is not None else alt.value(NOISE)
    says = [alt.Tooltip("row:Q", format=","), *([alt.Tooltip("colour:N", title=title)] if colour is not None else [])]
    dots = alt.Chart(points).mark_circle(opacity=0.55, size=point_size(len(points))).encode(x=x, y=y, color=shade, tooltip=says)
    note = f"one row in {every} is drawn" if every > 1 else ""
    return alt.LayerChart(layer=[dots, *_drawn(arrows)]).properties(height=height, title=_said(note))


def _drawn(arrows: pd.DataFrame) -> list[alt.Chart]:
    """Shafts, heads, and names on a halo that any background lets be read."""
    base = alt.Chart(arrows)
    says = [alt.Tooltip("column:N"), alt.Tooltip("first:Q", format=".3f"), alt.Tooltip("second:Q", format=".3f")]
    shafts = base.mark_rule(strokeWidth=1.6, color=PALETTE[5]).encode(x="zero_x:Q", y="zero_y:Q", x2="x:Q", y2="y:Q", tooltip=says)
    turn = alt.Angle("angle:Q", scale=None)
    heads = base.mark_point(shape="triangle", filled=True, size=70, color=PALETTE[5], opacity=1).encode(
        x="x:Q", y="y:Q", angle=turn, tooltip=says
    )
    words = base.transform_filter("datum.label != ''").encode(x="label_x:Q", y="label_y:Q", text="label:N")
    halo = words.mark_text(fontSize=12, stroke=HALO, strokeWidth=4, strokeJoin="round", color=HALO)
    leads = words.mark_rule(strokeWidth=0.8, color=NOISE).encode(x="x:Q", y="y:Q", x2="label_x:Q", y2="label_y:Q", text=alt.Undefined)
    return [leads, shafts, heads, halo, words.mark_text(fontSize=12, color=INK)]


def _column_axis(names: list[str]) -> alt.Axis:
    """An axis of places whose labels are the columns' names: two columns whose short names are alike stay two."""
    return alt.Axis(labelExpr=labels(names), labelLimit=180, ticks=False, domain=False)


def _left_out(there: int, shown: int) -> alt.Title:
    return _said(f"the {shown} of {there} columns with the largest weights" if shown < there else "")


def _said(text: str) -> alt.Title:
    """What has to be known to read the picture, small, above it."""
    return alt.Title(text, anchor="start", fontSize=11, fontWeight="normal")
