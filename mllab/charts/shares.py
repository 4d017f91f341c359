"""One prediction taken apart: from the mean answer, column by column, to what the model says of the row."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.association import labels
from mllab.charts.palette import NOISE, PALETTE


def shares(columns: Sequence[str], values: np.ndarray, base: float, unit: str = "", most: int = 10) -> alt.LayerChart:
    """A bar per column from where the one before ended, the largest first: `values` (c,) in order add up from `base` to the answer; small ones together."""
    order = np.argsort(-np.abs(values), kind="stable")
    names, parts = [columns[i] for i in order[:most]], list(np.asarray(values)[order[:most]])
    if len(order) > most:
        names, parts = [*names, f"{len(order) - most} other columns"], [*parts, float(np.asarray(values)[order[most:]].sum())]
    ends = base + np.cumsum(parts)
    frame = pd.DataFrame({"place": range(len(names)), "column": names, "part": parts, "from": np.append(base, ends[:-1]), "to": ends})
    edge = [float(min(base, ends.min())), float(max(base, ends.max()))]
    room = 0.04 * ((edge[1] - edge[0]) or 1.0)
    scale = alt.Scale(domain=[edge[0] - room, edge[1] + room], nice=False)
    title = f"answer{f' ({unit})' if unit else ''}"
    x = alt.X("from:Q", title=title, scale=scale, axis=alt.Axis(tickCount=6))
    y = alt.Y("place:O", title=None, axis=alt.Axis(labelExpr=labels(names), labelLimit=240, ticks=False, domain=False))
    told = [
        alt.Tooltip("column:N"),
        alt.Tooltip("part:Q", title="adds", format="+.4~g"),
        alt.Tooltip("to:Q", title="comes to", format=".4~g"),
    ]
    colour = alt.condition("datum.part < 0", alt.value(PALETTE[1]), alt.value(PALETTE[0]))
    bars = alt.Chart(frame).mark_bar(height=16).encode(x=x, x2="to:Q", y=y, color=colour, tooltip=told)
    ends_frame = pd.DataFrame({"from": [base, ends[-1]], "what": [f"mean answer {base:.3g}", f"this row {ends[-1]:.3g}"]})
    rules = alt.Chart(ends_frame).mark_rule(strokeDash=[4, 3], color=NOISE, strokeWidth=1.5).encode(x=x, tooltip=["what:N"])
    return alt.LayerChart(layer=[rules, bars], height=alt.Step(26))
