"""Silhouettes: how well every row sits in its group, and how that compares with chance."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE
from mllab.charts.scatter import group_scale, legend, order

THIN = 900


def silhouette(values: np.ndarray, names: Sequence[str], mean: float, height: int = 320) -> alt.LayerChart:
    """The silhouette plot (Rousseeuw 1987): per group the values, longest first; the dashed line is the mean of all.

    Above 900 rows every group is drawn at evenly spaced ranks, in proportion to its size.
    """
    frame = ranked(values, names)
    listed = order(list(frame["group"]))
    areas = (
        alt.Chart(frame)
        .mark_bar(size=max(1.0, (height - 40) / max(len(frame), 1)), binSpacing=0)
        .encode(
            x=alt.X(
                "value:Q",
                title="silhouette (below 0: nearer to another group)",
                scale=alt.Scale(domain=_domain(values)),
            ),
            y=alt.Y("place:O", axis=None),
            color=alt.Color("group:N", scale=group_scale(listed), title="group", legend=legend(listed)),
            tooltip=[alt.Tooltip("group:N"), alt.Tooltip("value:Q", format=".2f")],
        )
    )
    line = alt.Chart(pd.DataFrame({"mean": [mean]})).mark_rule(strokeDash=[4, 4], color=NOISE, size=2).encode(x="mean:Q")
    return (areas + line).properties(height=height)


def ranked(values: np.ndarray, names: Sequence[str]) -> pd.DataFrame:
    """The bars: group, value, place from the top; rows without a silhouette are left out."""
    labels = np.asarray(names)
    share = min(1.0, THIN / max(len(labels), 1))
    parts = []
    for name in order(list(labels)):
        own = np.sort(values[(labels == name) & ~np.isnan(values)])[::-1]
        shown = own[np.linspace(0, len(own) - 1, max(1, round(len(own) * share))).astype(int)] if len(own) else own
        parts.append(pd.DataFrame({"group": name, "value": shown}))
    frame = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({"group": [], "value": []})
    return frame.assign(place=np.arange(len(frame)))


def null(observed: float, chance: np.ndarray, title: str = "mean silhouette", height: int = 220) -> alt.LayerChart:
    """The figure of shuffled copies as a histogram, and that of the table itself as a line."""
    bars = (
        alt.Chart(pd.DataFrame({"value": chance}))
        .mark_bar(color=NOISE)
        .encode(x=alt.X("value:Q", bin=alt.Bin(maxbins=15), title=title), y=alt.Y("count():Q", title="shuffled copies"))
    )
    line = alt.Chart(pd.DataFrame({"value": [observed], "what": ["this table"]}))
    rule = line.mark_rule(color=PALETTE[5], size=3).encode(x="value:Q", tooltip=[alt.Tooltip("value:Q", title="this table", format=".3f")])
    text = line.mark_text(color=PALETTE[5], align="left", dx=6, y=8).encode(x="value:Q", text="what:N")
    return (bars + rule + text).properties(height=height)


def _domain(values: np.ndarray) -> list[float]:
    there = values[~np.isnan(values)]
    return [min(-0.2, float(there.min())) if len(there) else -0.2, 1.0]
