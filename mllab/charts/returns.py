"""What every episode brought: the raw figures behind, their running mean in front."""

from collections.abc import Mapping

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE

DRAWN = 600  # points of a curve; of longer ones every few episodes
LEGEND = alt.Legend(orient="bottom", symbolType="stroke", symbolStrokeWidth=3, symbolOpacity=1, labelLimit=200)
TICKS = [n * 10**power for power in range(6) for n in (1, 2, 5)]


def running(values: np.ndarray, window: int) -> np.ndarray:
    """The mean of the last `window` values along the last axis, of fewer at the beginning. O(n)."""
    sums = np.cumsum(values, axis=-1, dtype=float)
    sums[..., window:] -= sums[..., :-window].copy() if values.shape[-1] > window else 0.0
    return np.asarray(sums / np.minimum(np.arange(1, values.shape[-1] + 1), window))


def episodes(
    values: np.ndarray, title: str, best: float | None = None, at: int | None = None, log: bool = False, each: str = "episode"
) -> alt.LayerChart:
    """A figure (e,) of `each` episode: raw in grey, its running mean (of episodes only), the best possible as a dashed line, episode `at` (from 1) as a thin one."""
    wide = window(len(values), log) if each == "episode" else 1
    smooth = running(values, wide)
    number = _drawn(len(values))
    frame = pd.DataFrame({"episode": number + 1, "raw": values[number], "mean": smooth[number]})
    x, y = _axes(len(values), title, span(values, smooth, best, log), log, each)
    told = [
        alt.Tooltip("episode:Q", title=each, format=","),
        alt.Tooltip("raw:Q", title=title, format=",.4~g"),
        alt.Tooltip("mean:Q", title=f"mean of the last {wide}", format=",.4~g"),
    ]
    base = alt.Chart(frame).encode(x=x)
    raw = base.mark_line(color=NOISE, opacity=0.55, strokeWidth=1, clip=True).encode(y=y("raw"))
    mean = base.mark_line(color=PALETTE[0], strokeWidth=2.5, clip=True).encode(y=y("mean"))
    hover = base.mark_rule(strokeWidth=6, opacity=0).encode(tooltip=told)
    return alt.LayerChart(layer=[raw, mean, *_marks(x, y, best, at), hover], height=280)


def several(curves: Mapping[str, np.ndarray], title: str, best: float | None = None, log: bool = False) -> alt.LayerChart:
    """Figures (seeds, e) of several methods: the mean over seeds, smoothed where the axis is not logarithmic, and the middle 80 % of the seeds as a band."""
    parts = []
    for name, values in curves.items():
        smooth = running(values, 1 if log else window(values.shape[1]))
        number = _drawn(values.shape[1])
        low, high = np.quantile(smooth, [0.1, 0.9], axis=0)
        mean = smooth.mean(axis=0)
        parts.append(pd.DataFrame({"episode": number + 1, "mean": mean[number], "low": low[number], "high": high[number], "method": name}))
    frame = pd.concat(parts)
    longest = max(values.shape[1] for values in curves.values())
    every = np.concatenate([part["mean"] for part in parts])
    x, y = _axes(longest, title, span(every, every, best, log), log, "episode")
    colour = alt.Color("method:N", title=None, scale=alt.Scale(domain=list(curves), range=PALETTE[: len(curves)]), legend=LEGEND)
    base = alt.Chart(frame).encode(x=x, color=colour)
    band = base.mark_area(opacity=0.18, clip=True).encode(y=y("low"), y2="high:Q")
    told = [alt.Tooltip("method:N"), alt.Tooltip("episode:Q", format=","), alt.Tooltip("mean:Q", title=title, format=",.4~g")]
    line = base.mark_line(strokeWidth=2.5, clip=True).encode(y=y("mean"), tooltip=told)
    return alt.LayerChart(layer=[band, line, *_marks(x, y, best, None)], height=300)


def window(n: int, log: bool = False) -> int:
    """Over how many episodes a curve of n is smoothed; less on a logarithmic axis, where one long episode would be smeared over all of them."""
    return max(1, n // (100 if log else 25))


def span(raw: np.ndarray, smooth: np.ndarray, best: float | None, log: bool) -> tuple[float, float]:
    """The extent of the figures' axis: the first, wild episodes may be cut off."""
    marks = [] if best is None else [best]
    if log:
        return max(1.0, 0.9 * min([float(raw.min()), *marks])), max(2.0, float(raw.max()))
    low = min([float(np.quantile(raw, 0.04)), float(smooth[-1]), *marks])
    high = max([float(raw.max()), *marks])
    room = 0.05 * ((high - low) or 1.0)
    return low - room, high + room


def _drawn(n: int) -> np.ndarray:
    return np.unique(np.linspace(0, n - 1, min(n, DRAWN)).round().astype(int))


def _axes(n: int, title: str, extent: tuple[float, float], log: bool, each: str):  # type: ignore[no-untyped-def]
    x = alt.X(
        "episode:Q",
        title=each,
        scale=alt.Scale(domain=[1, max(2, 1.02 * n)], nice=False),
        axis=alt.Axis(grid=False, tickCount=6),
    )
    if log:
        scale, axis = alt.Scale(domain=list(extent), type="log", nice=False), alt.Axis(values=TICKS, format=",d")
    else:
        scale, axis = alt.Scale(domain=list(extent), nice=False, zero=False), alt.Axis(tickCount=5, format=",.3~g")
    return x, lambda field: alt.Y(f"{field}:Q", title=title, scale=scale, axis=axis)


def _marks(x: alt.X, y, best: float | None, at: int | None) -> list[alt.Chart]:  # type: ignore[no-untyped-def]
    marks = []
    if best is not None:
        frame = pd.DataFrame({"best": [best], "told": ["the best possible"]})
        marks.append(
            alt.Chart(frame)
            .mark_rule(color=PALETTE[2], strokeDash=[6, 4], strokeWidth=1.5)
            .encode(y=y("best"), tooltip=["told:N", "best:Q"])
        )
    if at is not None:
        frame = pd.DataFrame({"episode": [at]})
        marks.append(alt.Chart(frame).mark_rule(color=PALETTE[5], strokeWidth=1.5).encode(x=x))
    return marks
