"""How good a model is over its knobs: a curve over one, bars where it has choices, squares over two."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE, SEQUENTIAL

LEARNED, OTHERS = "rows it learned from", "rows it has not seen"
PARTS = alt.Scale(domain=[OTHERS, LEARNED], range=[PALETTE[0], PALETTE[1]])
MARK, PLAIN = PALETTE[5], PALETTE[2]


@dataclass(frozen=True)
class Marked:
    """Positions to mark: the best, the simplest that is as good; None without."""

    best: int | None = None
    plain: int | None = None


def curve(
    values: Sequence[float],
    valid: np.ndarray,
    train: np.ndarray,
    name: str,
    metric: str,
    log: bool = False,
    marked: Marked = Marked(),
    present: float | None = None,
    height: int = 300,
) -> alt.LayerChart:
    """Means of (s, j) fold figures over s numbers, with bands of a standard deviation of the folds; `present` is the value as it is."""
    frame = pd.concat([_of(values, figures, part) for figures, part in ((valid, OTHERS), (train, LEARNED))], ignore_index=True)
    low, high = min(values), max(values)
    scale = alt.Scale(type="log" if log else "linear", domain=[low, high] if low < high else alt.Undefined, nice=False, padding=6)
    x = alt.X("value:Q", title=name, scale=scale, axis=alt.Axis(grid=False, tickCount=8, format="~g"))
    y = alt.Y("mean:Q", title=metric, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=6))
    colour = alt.Color("part:N", title=None, scale=PARTS, legend=alt.Legend(orient="top", symbolOpacity=1))
    base = alt.Chart(frame)
    band = base.mark_area(opacity=0.18).encode(x=x, y=alt.Y("low:Q", title=metric, scale=alt.Scale(zero=False)), y2="high:Q", color=colour)
    line = base.mark_line(strokeWidth=2).encode(x=x, y=y, color=colour)
    dots = base.mark_point(filled=True, size=36, opacity=1).encode(x=x, y=y, color=colour, tooltip=_told("value:Q", name, metric))
    marks = _marks(frame, marked).encode(x=x, y=y)
    return (_now(present, x) + band + line + dots + marks).properties(height=height)


def bars(
    choices: Sequence[object],
    valid: np.ndarray,
    train: np.ndarray,
    name: str,
    metric: str,
    marked: Marked = Marked(),
    present: object = None,
    height: int = 300,
) -> alt.LayerChart:
    """The same for choices without an order: a bar for the rows that judge, a tick for those that were learned from."""
    names = [str(choice) for choice in choices]
    frame = pd.concat([_of(names, figures, part) for figures, part in ((valid, OTHERS), (train, LEARNED))], ignore_index=True)
    known = frame[["low", "high"]].to_numpy()
    extent = [float(np.nanmin(known)), float(np.nanmax(known))] if np.isfinite(known).any() else [0.0, 1.0]
    scale = alt.Scale(domain=[extent[0] - 0.15 * (extent[1] - extent[0] or 1.0), extent[1]], nice=True)
    x = alt.X("value:N", title=name, sort=names, axis=alt.Axis(labelAngle=0, labelExpr=_now_label(str(present))))
    y = alt.Y("mean:Q", title=metric, scale=scale, axis=alt.Axis(tickCount=6))
    colour = alt.Color("part:N", title=None, scale=PARTS, legend=alt.Legend(orient="top", symbolOpacity=1))
    judged, learned = frame[frame["part"] == OTHERS], frame[frame["part"] == LEARNED]
    told = _told("value:N", name, metric)
    bar = alt.Chart(judged).mark_bar(opacity=0.75, clip=True, size=40).encode(x=x, y=y, color=colour, tooltip=told)
    span = alt.Chart(judged).mark_rule(strokeWidth=2, color=NOISE).encode(x=x, y=alt.Y("low:Q", title=metric), y2="high:Q")
    tick = alt.Chart(learned).mark_tick(thickness=3, size=46).encode(x=x, y=y, color=colour, tooltip=told)
    return (bar + span + tick + _marks(frame, marked).encode(x=x, y=y)).properties(height=height)


def heat(
    across: Sequence[object],
    up: Sequence[object],
    mean: np.ndarray,
    names: tuple[str, str],
    metric: str,
    better: str = "higher",
    present: tuple[object, object] | None = None,
) -> alt.LayerChart:
    """Means (r, c) over the values of two knobs, NaN where not known yet; the best is framed, the present one dashed."""
    rows = [{"x": str(a), "y": str(b), "mean": mean[i, j]} for i, b in enumerate(up) for j, a in enumerate(across)]
    frame = pd.DataFrame(rows).dropna(subset=["mean"])
    x = alt.X("x:N", title=names[0], sort=[str(a) for a in across], axis=alt.Axis(labelAngle=0))
    y = alt.Y("y:N", title=names[1], sort=[str(b) for b in up][::-1])
    scale = alt.Scale(scheme=SEQUENTIAL, reverse=better == "lower", zero=False)
    told = [
        alt.Tooltip("x:N", title=names[0]),
        alt.Tooltip("y:N", title=names[1]),
        alt.Tooltip("mean:Q", title=metric, format=".4~g"),
    ]
    base = alt.Chart(frame).encode(x=x, y=y, tooltip=told)
    squares = base.mark_rect().encode(color=alt.Color("mean:Q", title=metric, scale=scale, legend=alt.Legend(gradientLength=160)))
    if frame.empty:
        return alt.LayerChart(layer=[squares])
    best = frame["mean"].idxmax() if better == "higher" else frame["mean"].idxmin()
    frames = [alt.Chart(frame.loc[[best]]).mark_rect(filled=False, stroke=MARK, strokeWidth=3).encode(x=x, y=y)]
    if present is not None:
        here = frame[(frame["x"] == str(present[0])) & (frame["y"] == str(present[1]))]
        frames.append(alt.Chart(here).mark_rect(filled=False, stroke="white", strokeWidth=2, strokeDash=[4, 3]).encode(x=x, y=y))
    return alt.LayerChart(layer=[squares, *frames]).properties(height=alt.Step(34))


def _of(values: Sequence[object], figures: np.ndarray, part: str) -> pd.DataFrame:
    known = np.isfinite(figures).sum(axis=1)
    with np.errstate(invalid="ignore"):
        mean = np.where(known, np.nansum(figures, axis=1) / np.maximum(known, 1), np.nan)
        spread = np.sqrt(np.nansum((figures - mean[:, None]) ** 2, axis=1) / np.maximum(known - 1, 1))
    frame = pd.DataFrame({"value": list(values), "mean": mean, "low": mean - spread, "high": mean + spread, "folds": known, "part": part})
    frame["place"] = range(len(frame))
    return frame.dropna(subset=["mean"])


def _told(value: str, name: str, metric: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip(value, title=name),
        alt.Tooltip("mean:Q", title=metric, format=".4~g"),
        alt.Tooltip("low:Q", title="less a standard deviation", format=".4~g"),
        alt.Tooltip("high:Q", title="and one more", format=".4~g"),
        alt.Tooltip("folds:Q", title="folds"),
        alt.Tooltip("part:N", title="on"),
    ]


def _marks(frame: pd.DataFrame, marked: Marked) -> alt.LayerChart | alt.Chart:
    """A diamond where the best is, a square where the simplest is that is as good."""
    rows = frame[frame["part"] == OTHERS]
    found = [("best", marked.best), ("simplest that is as good", marked.plain)]
    if marked.best == marked.plain:
        found = found[:1]
    shown = pd.concat([rows[rows["place"] == place].assign(mark=mark) for mark, place in found], ignore_index=True)
    shape = alt.Shape(
        "mark:N",
        title=None,
        scale=alt.Scale(domain=[mark for mark, _ in found], range=["diamond", "square"][: len(found)]),
        legend=alt.Legend(orient="bottom", symbolFillColor=MARK, symbolStrokeColor=MARK) if marked.best is not None else None,
    )
    return alt.Chart(shown).mark_point(filled=True, size=190, color=MARK, opacity=1, stroke="white").encode(shape=shape, tooltip=["mark:N"])


def _now(present: float | None, x: alt.X) -> alt.LayerChart:
    frame = pd.DataFrame({"value": [] if present is None else [present], "label": [] if present is None else [f"now {present:g}"]})
    base = alt.Chart(frame).encode(x=x)
    rule = base.mark_rule(color=NOISE, strokeDash=[5, 4], strokeWidth=1.5)
    foot = alt.value(alt.expr("height"))  # good settings lie at the top
    return rule + base.mark_text(align="left", baseline="bottom", dx=4, dy=-3, color=NOISE, fontSize=11).encode(y=foot, text="label:N")


def _now_label(present: str) -> str:
    quoted = present.replace("\\", "\\\\").replace("'", "\\'")
    return f"datum.label === '{quoted}' ? datum.label + ' (now)' : datum.label"
