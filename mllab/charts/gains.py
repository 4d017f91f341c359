"""What a split of one column takes away, over its threshold. The picture stays the same while a slider moves, and only its data are sent."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import PALETTE

CURVE, CHOSEN, TOP = "curve", "chosen", "top"


def gains(axis: str, ends: tuple[float, float], title: str, height: int = 200) -> dict[str, Any]:
    """The picture without its data: thresholds from end to end of the column called `axis`, `title` says what goes up."""
    scale = alt.Scale(domain=[float(end) for end in ends], nice=False, zero=False)
    x = alt.X("at:Q", title=axis, scale=scale, axis=alt.Axis(grid=False, tickCount=6, titleLimit=300))
    y = alt.Y("gain:Q", title=title, scale=alt.Scale(zero=True, nice=False), axis=alt.Axis(tickCount=4))
    told = [alt.Tooltip("at:Q", title="threshold", format=".4~g"), alt.Tooltip("gain:Q", title=title, format=".4f")]
    rule = alt.Chart(alt.NamedData(CHOSEN)).mark_rule(color=PALETTE[5], strokeWidth=2, strokeDash=[6, 4]).encode(x=x)
    curve = alt.Chart(alt.NamedData(CURVE)).mark_line(color=PALETTE[0], strokeWidth=2, clip=True).encode(x=x, y=y)
    dots = alt.Chart(alt.NamedData(CURVE)).mark_point(color=PALETTE[0], filled=True, size=22, opacity=1, clip=True)
    top = alt.Chart(alt.NamedData(TOP)).mark_point(opacity=0).encode(y=y)
    spec: dict[str, Any] = alt.LayerChart(layer=[top, rule, curve, dots.encode(x=x, y=y, tooltip=told)]).properties(height=height).to_dict()
    spec.pop("config", None)
    return spec


def parts(at: np.ndarray, gain: np.ndarray, chosen: float | None, top: float) -> dict[str, pd.DataFrame]:
    """The data: the gain (t,) of every threshold (t,), the one that was chosen, if any, and how high the picture goes."""
    curve = pd.DataFrame({"at": at, "gain": gain}) if len(at) else pd.DataFrame({"at": [np.nan], "gain": [np.nan]})
    return {CURVE: curve, CHOSEN: pd.DataFrame({"at": [np.nan if chosen is None else chosen]}), TOP: pd.DataFrame({"gain": [top]})}
