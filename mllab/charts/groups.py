"""Groups compared: what sets each apart, and how firmly each stands."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import DIVERGING, NOISE
from mllab.charts.scatter import group_scale, order


def profile(frame: pd.DataFrame, height: int | None = None) -> alt.LayerChart:
    """A table of effects in colour. `frame` has columns group, column, effect (from the rest), words (on hover), figure (in the cell)."""
    base = alt.Chart(frame).encode(
        x=alt.X("group:N", title="group", sort=order(list(frame["group"])), axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("column:N", title=None, sort=list(dict.fromkeys(frame["column"])), axis=alt.Axis(labelLimit=180, labelOverlap=False)),
    )
    most = max(1.0, min(2.5, float(frame["effect"].abs().max()))) if len(frame) else 1.0
    cells = base.mark_rect().encode(
        color=alt.Color("effect:Q", title="effect size", scale=alt.Scale(scheme=DIVERGING, domain=[-most, most], domainMid=0, clamp=True)),
        tooltip=["group:N", alt.Tooltip("words:N", title="against the rest"), alt.Tooltip("effect:Q", format=".2f")],
    )
    strong = alt.condition(f"abs(datum.effect) > {most * 0.55}", alt.value("white"), alt.value("#222222"))
    text = base.mark_text(fontSize=11).encode(text="figure:N", color=strong)
    return (cells + text).properties(height=height or 26 * frame["column"].nunique() + 60)


def sizes(names: Sequence[str], counts: Sequence[int], height: int = 120) -> alt.Chart:
    """Rows per group."""
    listed = order(list(names))
    return (
        alt.Chart(pd.DataFrame({"group": list(names), "rows": list(counts)}))
        .mark_bar()
        .encode(
            x=alt.X("rows:Q", title="rows"),
            y=alt.Y("group:N", sort=listed, title="group"),
            color=alt.Color("group:N", scale=group_scale(listed), legend=None),
            tooltip=["group:N", alt.Tooltip("rows:Q", format=",")],
        )
        .properties(height=height)
    )


def stability(names: Sequence[str], jaccard: np.ndarray, readings: Sequence[str], height: int | None = None) -> alt.LayerChart:
    """The mean Jaccard similarity of each group, with Hennig's bounds at 0.6, 0.75 and 0.85."""
    listed = order(list(names))
    frame = pd.DataFrame({"group": list(names), "jaccard": jaccard, "reading": list(readings)})
    bars = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            x=alt.X("jaccard:Q", title="mean Jaccard similarity over bootstraps", scale=alt.Scale(domain=[0, 1])),
            y=alt.Y("group:N", sort=listed, title="group"),
            color=alt.Color("group:N", scale=group_scale(listed), legend=None),
            tooltip=["group:N", alt.Tooltip("jaccard:Q", format=".2f"), "reading:N"],
        )
    )
    bounds = alt.Chart(pd.DataFrame({"bound": [0.6, 0.75, 0.85]})).mark_rule(strokeDash=[3, 3], color=NOISE).encode(x="bound:Q")
    return (bars + bounds).properties(height=height or 30 * len(frame) + 50)
