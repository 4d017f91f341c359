"""What a model says of one row, as bars; and of the same row before it was changed, as marks."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.association import labels
from mllab.charts.palette import NOISE, PALETTE

MOST = 8


def probabilities(
    names: Sequence[str], now: np.ndarray, before: np.ndarray, inside: Sequence[bool] | np.ndarray | None = None
) -> alt.LayerChart:
    """A bar per class (k,) with a mark at what it was before; the likeliest 8. Classes that are not `inside` the conformal set are grey."""
    order = np.argsort(-np.maximum(now, before), kind="stable")[:MOST]
    held = [True] * len(now) if inside is None else list(inside)
    listed = [names[i] for i in order]
    frame = pd.DataFrame({"place": range(len(order)), "class": listed, "now": now[order], "before": before[order]})
    frame["inside"] = [held[i] for i in order]
    x = alt.X("now:Q", title="probability", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%", tickCount=5))
    y = alt.Y("place:O", title=None, axis=alt.Axis(labelExpr=labels(listed), labelLimit=160, ticks=False, domain=False))
    told = [alt.Tooltip("class:N"), alt.Tooltip("now:Q", format=".1%"), alt.Tooltip("before:Q", format=".1%")]
    told += [] if inside is None else [alt.Tooltip("inside:N", title="in the set")]
    colour = alt.condition("datum.inside", alt.value(PALETTE[0]), alt.value(NOISE))
    bars = alt.Chart(frame).mark_bar(height=18).encode(x=x, y=y, color=colour, tooltip=told)
    ticks = alt.Chart(frame).mark_tick(color=PALETTE[5], thickness=3, size=26).encode(x="before:Q", y=y, tooltip=told)
    return alt.LayerChart(layer=[bars, ticks], height=alt.Step(34))


def number(answers: np.ndarray, now: float, before: float, ends: tuple[float, float] | None, target: str) -> alt.LayerChart:
    """The answer among all `answers` (n,) that were seen (grey), with its interval as a bar and a mark at what it was before."""
    counts, edges = np.histogram(answers, bins=40)
    seen = pd.DataFrame({"from": edges[:-1], "to": edges[1:], "rows": counts, "floor": 0})
    x = alt.X("from:Q", title=target, scale=alt.Scale(zero=False, nice=False), axis=alt.Axis(tickCount=6))
    y = alt.Y("rows:Q", title=None, axis=None)
    grey = alt.Chart(seen).mark_rect(color=NOISE, opacity=0.35).encode(x=x, x2="to:Q", y=y, y2="floor:Q")
    layers = [grey]
    if ends is not None and np.isfinite(ends).all():
        band = pd.DataFrame({"from": [ends[0]], "to": [ends[1]]})
        layers.append(alt.Chart(band).mark_rect(color=PALETTE[0], opacity=0.22).encode(x=x, x2="to:Q"))
    for value, colour, what, wide in ((before, PALETTE[5], "before", 2), (now, PALETTE[0], "now", 4)):
        mark = pd.DataFrame({"from": [value], "what": [what]})
        told = ["what:N", alt.Tooltip("from:Q", title=target, format=",.4~g")]
        layers.append(alt.Chart(mark).mark_rule(color=colour, strokeWidth=wide).encode(x=x, tooltip=told))
    return alt.LayerChart(layer=layers, height=150)
