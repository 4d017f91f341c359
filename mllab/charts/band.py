"""Curves with a band around them: the middle of many runs, and how far they are apart."""

from collections.abc import Mapping, Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import PALETTE


def band(
    at: Sequence[float] | np.ndarray,
    runs: Mapping[str, np.ndarray],
    titles: tuple[str, str],
    inner: tuple[float, float] = (0.1, 0.9),
    height: int = 330,
) -> alt.LayerChart:
    """For every name its runs (runs, m) over `at` (m,): the median as a line, and the band between two quantiles of what is finite.

    Where fewer than half of the runs are finite nothing is drawn.
    """
    frame = pd.concat([_rows(np.asarray(at, float), np.asarray(each, float), inner).assign(part=name) for name, each in runs.items()])
    scheme = alt.Scale(domain=list(runs), range=PALETTE[: len(runs)])
    colour = alt.Color("part:N", title=None, scale=scheme, legend=alt.Legend(orient="top", labelLimit=260, symbolOpacity=1))
    x = alt.X("at:Q", title=titles[0], axis=alt.Axis(grid=False, tickCount=8), scale=alt.Scale(nice=False))
    told = [
        alt.Tooltip("part:N", title="what"), alt.Tooltip("at:Q", title=titles[0], format=",~g"), alt.Tooltip("middle:Q", title="median", format=".4~g"),
        alt.Tooltip("low:Q", title=f"{100 * inner[0]:g} % below", format=".4~g"), alt.Tooltip("high:Q", title=f"{100 - 100 * inner[1]:g} % above", format=".4~g"),
    ]  # fmt: skip
    base = alt.Chart(frame).encode(x=x, color=colour, tooltip=told)
    area = base.mark_area(opacity=0.22).encode(y=alt.Y("low:Q", title=titles[1], axis=alt.Axis(tickCount=5)), y2="high:Q")
    return alt.LayerChart(layer=[area, base.mark_line(strokeWidth=2.5).encode(y="middle:Q")]).properties(height=height)


def _rows(at: np.ndarray, runs: np.ndarray, inner: tuple[float, float]) -> pd.DataFrame:
    known = np.isfinite(runs).mean(axis=0) >= 0.5
    runs = np.where(np.isfinite(runs), runs, np.nan)
    low, middle, high = np.nanquantile(runs[:, known], [inner[0], 0.5, inner[1]], axis=0)
    return pd.DataFrame({"at": at[known], "low": low, "middle": middle, "high": high})
