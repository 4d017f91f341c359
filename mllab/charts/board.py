"""A board of models: how good each is, how sure that is, and how much better it does on the rows that it learned from."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE, colours

ROW = 26  # pixels


@dataclass(frozen=True)
class Bar:
    """One model: its mean with its interval, its mean on training rows, and how it is told apart."""

    name: str
    mean: float
    low: float
    high: float
    train: float
    state: str = "done"


def board(bars: Sequence[Bar], title: str, baseline: float | None = None, chosen: str = "", clickable: bool = False) -> alt.LayerChart:
    """A dot with its 95 % interval per model in the given order, a tick for the training rows, the baseline as a dashed line.

    With `clickable`, the selection `model` tells the name of the clicked one. Models that are not done yet are pale.
    """
    frame = pd.DataFrame(
        [{"model": bar.name, "mean": bar.mean, "low": bar.low, "high": bar.high, "train": bar.train, "state": bar.state} for bar in bars]
    )
    frame["looked at"] = frame["model"] == chosen
    scale = alt.Scale(zero=False, nice=True, padding=12)
    x, low, seen = (alt.X(f"{name}:Q", title=title, scale=scale, axis=alt.Axis(tickCount=6)) for name in ("mean", "low", "train"))
    y = alt.Y(
        "model:N",
        title=None,
        sort=[bar.name for bar in bars],
        axis=alt.Axis(labelLimit=220, labelFlush=False, labelOverlap=False, domain=False, ticks=False, labelPadding=8),
    )
    told = [
        alt.Tooltip("model:N"),
        alt.Tooltip("mean:Q", title=title, format=".4~g"),
        alt.Tooltip("low:Q", title="95 % interval from", format=".4~g"),
        alt.Tooltip("high:Q", title="to", format=".4~g"),
        alt.Tooltip("train:Q", title="on training rows", format=".4~g"),
        alt.Tooltip("state:N", title="folds"),
    ]
    colour = alt.condition("datum['looked at']", alt.value(PALETTE[5]), alt.value(PALETTE[0]))
    opacity = alt.condition("datum.state == 'done'", alt.value(1), alt.value(0.4))
    base = alt.Chart(frame).encode(y=y, tooltip=told)
    spans = base.mark_rule(strokeWidth=2.5).encode(x=low, x2="high:Q", color=colour, opacity=opacity)
    train = base.mark_tick(thickness=2, size=12, color=NOISE).encode(x=seen)
    dots = base.mark_point(filled=True, size=110).encode(x=x, color=colour, opacity=opacity)
    if clickable:
        dots = dots.add_params(alt.selection_point(name="model", fields=["model"], on="click", toggle=False))
    line = (
        alt.Chart(pd.DataFrame({"x": [] if baseline is None else [baseline]}))
        .mark_rule(color=NOISE, strokeDash=[4, 3])
        .encode(x=alt.X("x:Q", title=title))
    )
    return (line + spans + train + dots).properties(height=ROW * len(bars) + 62)


def by_fold(names: Sequence[str], values: Sequence[np.ndarray], title: str, height: int = 0) -> alt.LayerChart:
    """A line per model through its figure on each fold (j,), in the order of `names`; the height grows with their number."""
    frame = pd.DataFrame(
        [
            {"model": name, "fold": fold + 1, "value": value}
            for name, each in zip(names, values, strict=True)
            for fold, value in enumerate(each)
        ]
    )
    base = alt.Chart(frame).encode(
        x=alt.X("fold:O", axis=alt.Axis(labelAngle=0)),
        y=alt.Y("value:Q", title=title, scale=alt.Scale(zero=False)),
        color=alt.Color("model:N", title=None, scale=colours(list(names)), legend=alt.Legend(orient="bottom", columns=2, labelLimit=180)),
        tooltip=["model:N", "fold:O", alt.Tooltip("value:Q", title=title, format=".4~g")],
    )
    return (base.mark_line(strokeWidth=1.5, opacity=0.7) + base.mark_point(filled=True, size=45, opacity=1)).properties(
        height=height or 260 + 11 * len(names)
    )
