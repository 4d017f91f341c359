"""A search for the best knobs: its history, what mattered, and which values went together."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE, SEQUENTIAL

STATES = ("judged on all folds", "given up early", "failed")
MOST_LINES = 300


def history(means: np.ndarray, state: np.ndarray, best: int, metric: str, better: str, height: int = 260) -> alt.LayerChart:
    """Every trial (t,) as a dot by its mean so far, and the best whole one so far as steps."""
    frame = pd.DataFrame({"trial": np.arange(1, len(means) + 1), "mean": means, "state": [STATES[one] for one in state]})
    whole = pd.Series(np.where(state == 0, means, np.nan))
    frame["so far"] = (whole.cummax() if better == "higher" else whole.cummin()).ffill()
    x = alt.X("trial:Q", axis=alt.Axis(grid=False, tickMinStep=1, format="d"), scale=alt.Scale(nice=False, padding=8))
    scale = alt.Scale(domain=_extent(means, best, better), clamp=True, nice=True) if best >= 0 else alt.Scale(zero=False)
    y, steps = (alt.Y(f"{name}:Q", title=metric, scale=scale) for name in ("mean", "so far"))
    colour = alt.Color(
        "state:N", title=None, scale=alt.Scale(domain=list(STATES[:2]), range=[PALETTE[0], NOISE]), legend=alt.Legend(orient="top")
    )
    told = [alt.Tooltip("trial:Q"), alt.Tooltip("mean:Q", title=metric, format=".4~g"), alt.Tooltip("state:N")]
    known = frame.dropna(subset=["mean"])
    line = alt.Chart(frame.dropna(subset=["so far"])).mark_line(interpolate="step-after", color=PALETTE[5]).encode(x=x, y=steps)
    dots = alt.Chart(known).mark_point(filled=True, size=50, opacity=0.85).encode(x=x, y=y, color=colour, tooltip=told)
    won = alt.Chart(known[known["trial"] == best + 1]).mark_point(filled=True, shape="diamond", size=190, color=PALETTE[5], opacity=1)
    return (line + dots + won.encode(x=x, y=y, tooltip=told)).properties(height=height)


def _extent(means: np.ndarray, best: int, better: str) -> list[float]:
    """From the best to three times as far from it as the middle trial: a few hopeless ones would hide the rest, and lie at the edge instead."""
    known, top = means[np.isfinite(means)], float(means[best])
    reach = 3 * abs(float(np.median(known)) - top) or float(np.ptp(known)) or abs(top) or 1.0
    worst = max(top - reach, float(known.min())) if better == "higher" else min(top + reach, float(known.max()))
    free = abs(top - worst) * 0.08
    return [worst - free, top + free] if better == "higher" else [top - free, worst + free]


def importance(shares: Mapping[str, float]) -> alt.LayerChart:
    """Each knob's share in how much the figure varies, as bars, the largest on top."""
    names = sorted(shares, key=lambda name: -shares[name])
    frame = pd.DataFrame({"knob": names, "share": [shares[name] for name in names]})
    y = alt.Y("knob:N", title=None, sort=names, axis=alt.Axis(labelLimit=180, domain=False, ticks=False))
    x = alt.X("share:Q", title="share of the variation", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%", tickCount=5))
    base = alt.Chart(frame).encode(x=x, y=y, tooltip=["knob:N", alt.Tooltip("share:Q", format=".1%")])
    words = base.mark_text(align="left", dx=4, color=NOISE).encode(text=alt.Text("share:Q", format=".0%"))
    return (base.mark_bar(color=PALETTE[0]) + words).properties(height=alt.Step(26))


def parallel(
    settings: Sequence[Mapping[str, object]],
    means: np.ndarray,
    axes: Mapping[str, tuple[Sequence[object], bool]],
    best: int,
    metric: str,
    better: str,
    height: int = 300,
) -> alt.LayerChart:
    """A line for each trial across its knobs, coloured by how good it was; the best is thick. At most MOST_LINES, the best of them.

    `axes` tells for each knob its choices, or its low and high end, and whether it goes by ratio.
    """
    scored = np.flatnonzero(np.isfinite(means))
    order = scored[np.argsort(means[scored] if better == "lower" else -means[scored], kind="stable")][:MOST_LINES]
    rows = [
        {"trial": int(trial) + 1, "knob": name, "place": _place(settings[trial][name], *axis), "value": _short(settings[trial][name]), "mean": means[trial]}
        for trial in order[::-1]
        for name, axis in axes.items()
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["trial", "knob", "place", "value", "mean"])
    x = alt.X("knob:N", title=None, sort=list(axes), axis=alt.Axis(labelAngle=0, labelPadding=18, domain=False, ticks=False, grid=True))
    y = alt.Y("place:Q", axis=None, scale=alt.Scale(domain=[0, 1]))
    extent = sorted(_extent(means, best, better)) if best >= 0 else alt.Undefined
    scale = alt.Scale(scheme=SEQUENTIAL, reverse=better == "lower", domain=extent, clamp=True)
    told = [alt.Tooltip("trial:Q"), alt.Tooltip("knob:N"), alt.Tooltip("value:N"), alt.Tooltip("mean:Q", title=metric, format=".4~g")]
    base = alt.Chart(frame).encode(x=x, y=y, detail="trial:N", tooltip=told)
    lines = base.mark_line(opacity=0.55).encode(color=alt.Color("mean:Q", title=metric, scale=scale))
    won = alt.Chart(frame[frame["trial"] == best + 1]).encode(x=x, y=y, tooltip=told)
    path = won.mark_line(strokeWidth=4, color=PALETTE[5])
    words = won.mark_text(dx=8, align="left", color=PALETTE[5], fontWeight="bold").encode(text="value:N")
    return alt.LayerChart(layer=[lines, path, words, *_ends(axes, x, y)]).properties(height=height)


def _ends(axes: Mapping[str, tuple[Sequence[object], bool]], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """What lies at the bottom and at the top of every axis; of choices each one."""
    rows = [
        {"knob": name, "place": _place(value, values, log), "value": _short(value)}
        for name, (values, log) in axes.items()
        for value in values
    ]
    base = alt.Chart(pd.DataFrame(rows)).encode(x=x, y=y, text="value:N")
    outside: dict[str, Any] = {"color": NOISE, "fontSize": 11}
    return [
        base.transform_filter("datum.place == 0").mark_text(dy=12, **outside),
        base.transform_filter("datum.place == 1").mark_text(dy=-10, **outside),
        base.transform_filter("datum.place > 0 && datum.place < 1").mark_text(dx=-8, align="right", **outside),
    ]


def _place(value: object, values: Sequence[object], log: bool) -> float:
    """0 at the low end, 1 at the high end."""
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in values):
        return list(values).index(value) / max(len(values) - 1, 1)
    low, high, here = (float(str(one)) for one in (values[0], values[-1], value))
    if log:
        low, high, here = float(np.log(low)), float(np.log(high)), float(np.log(here))
    return (here - low) / (high - low) if high > low else 0.5


def _short(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
