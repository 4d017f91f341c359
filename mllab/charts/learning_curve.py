"""Whether more rows would help: figures over the number of rows, and the power law that goes on beyond them."""

from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE
from mllab.charts.validation import LEARNED, OTHERS, PARTS


@dataclass(frozen=True, eq=False)
class Ahead:
    """The law at (m,) numbers of rows with its band."""

    rows: np.ndarray
    middle: np.ndarray
    low: np.ndarray
    high: np.ndarray


def learning_curve(
    rows: np.ndarray, valid: np.ndarray, train: np.ndarray, metric: str, ahead: Ahead | None = None, height: int = 320
) -> alt.LayerChart:
    """Means of (s, j) fold figures at (s,) numbers of rows with bands of a standard deviation; dashed what the law expects, with its band."""
    frame = pd.concat([_of(rows, figures, part) for figures, part in ((valid, OTHERS), (train, LEARNED))], ignore_index=True)
    most = float(rows.max() if ahead is None else ahead.rows.max())
    x = alt.X(
        "rows:Q",
        title="rows to learn from",
        scale=alt.Scale(type="log", domain=[float(frame["rows"].min()), most], nice=False, padding=8),
        axis=alt.Axis(grid=False, tickCount=6, format="~s"),
    )
    scale = alt.Scale(zero=False)
    y, low = alt.Y("mean:Q", title=metric, scale=scale, axis=alt.Axis(tickCount=6)), alt.Y("low:Q", title=metric, scale=scale)
    colour = alt.Color("part:N", title=None, scale=PARTS, legend=alt.Legend(orient="top", symbolOpacity=1))
    told = [alt.Tooltip("rows:Q", format=","), alt.Tooltip("mean:Q", title=metric, format=".4~g"), alt.Tooltip("part:N", title="on")]
    base = alt.Chart(frame)
    measured = [
        base.mark_area(opacity=0.18).encode(x=x, y=low, y2="high:Q", color=colour),
        base.mark_line(strokeWidth=2).encode(x=x, y=y, color=colour),
        base.mark_point(filled=True, size=40, opacity=1).encode(x=x, y=y, color=colour, tooltip=told),
    ]
    return alt.LayerChart(layer=[*_ahead(ahead, x, y, low, metric), *measured]).properties(height=height)


def _of(rows: np.ndarray, figures: np.ndarray, part: str) -> pd.DataFrame:
    found = pd.DataFrame(np.where(np.isfinite(figures), figures, np.nan)).T
    mean, spread = found.mean().to_numpy(), found.std().fillna(0.0).to_numpy()
    return pd.DataFrame({"rows": rows, "mean": mean, "low": mean - spread, "high": mean + spread, "part": part}).dropna(subset=["mean"])


def _ahead(ahead: Ahead | None, x: alt.X, y: alt.Y, low: alt.Y, metric: str) -> list[alt.Chart | alt.LayerChart]:
    if ahead is None:
        return []
    frame = pd.DataFrame({"rows": ahead.rows, "mean": ahead.middle, "low": ahead.low, "high": ahead.high})
    told = [
        alt.Tooltip("rows:Q", format=",.0f"),
        alt.Tooltip("mean:Q", title=f"{metric}, expected", format=".4~g"),
        alt.Tooltip("low:Q", title="90 % band from", format=".4~g"),
        alt.Tooltip("high:Q", title="to", format=".4~g"),
    ]
    base = alt.Chart(frame)
    return [
        base.mark_area(opacity=0.15, color=NOISE).encode(x=x, y=low, y2="high:Q"),
        base.mark_line(strokeDash=[6, 4], color=PALETTE[2], strokeWidth=2).encode(x=x, y=y, tooltip=told),
    ]
