"""One measure of "how many groups" over k."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE


def curve(
    ks: Sequence[int], values: np.ndarray, best: int | None, error: np.ndarray | None = None, title: str = "", height: int = 150
) -> alt.LayerChart:
    """The curve with its recommended k marked, and one standard error either way where `error` is given."""
    frame = pd.DataFrame({"k": list(ks), "value": values, "best": [k == best for k in ks]}).dropna(subset=["value"])
    x = alt.X("k:Q", title="k", axis=alt.Axis(tickMinStep=1, grid=False, format="d"), scale=alt.Scale(nice=False, padding=8))
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(zero=False),
        axis=alt.Axis(tickCount=4, format=".2~f" if np.nanmax(np.abs(values)) < 10 else "~s"),
    )
    line = alt.Chart(frame).mark_line(color=NOISE).encode(x=x, y=y)
    dots = (
        alt.Chart(frame)
        .mark_point(filled=True, opacity=1)
        .encode(
            x=x,
            y=y,
            color=alt.condition("datum.best", alt.value(PALETTE[5]), alt.value(NOISE)),
            size=alt.condition("datum.best", alt.value(130), alt.value(30)),
            tooltip=["k:Q", alt.Tooltip("value:Q", format=".4~g")],
        )
    )
    return (_band(ks, values, error, x) + line + dots).properties(height=height, title=title)


def _band(ks: Sequence[int], values: np.ndarray, error: np.ndarray | None, x: alt.X) -> alt.Chart:
    around = np.zeros(len(values)) if error is None else error
    frame = pd.DataFrame({"k": list(ks), "low": values - around, "high": values + around}).dropna()
    return alt.Chart(frame).mark_area(opacity=0.25, color=NOISE).encode(x=x, y=alt.Y("low:Q", title=None), y2="high:Q")
