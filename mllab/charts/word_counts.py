"""How many words have how much of something."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE

BINS = 40


def word_counts(
    figures: np.ndarray,
    title: str,
    reference: float | None = None,
    says: str = "",
    log: bool = False,
    whole: bool = False,
    height: int = 220,
) -> alt.LayerChart:
    """A histogram of a figure (m,) over the words, with a dashed line at `reference` that says what it is; `log` shows the rare ones, too.

    `whole` figures have bars of a whole number each. NaN is left out. O(m).
    """
    shown = np.asarray(figures, dtype=float)
    shown = shown[np.isfinite(shown)]
    edges = _edges(shown, whole)
    counts, _ = np.histogram(shown, edges)
    frame = pd.DataFrame({"from": edges[:-1], "to": edges[1:], "words": counts, "floor": 0.5 if log else 0.0}).query("words > 0")
    x = alt.X("from:Q", title=title, scale=alt.Scale(zero=False, nice=False), axis=alt.Axis(grid=False, tickCount=6))
    y = alt.Y(
        "words:Q",
        title="words",
        scale=alt.Scale(type="log", domainMin=0.5) if log else alt.Scale(),
        axis=alt.Axis(tickCount=4, format=","),
    )
    form = ",.0f" if whole else ".2f"
    told = [
        alt.Tooltip("low:Q" if whole else "from:Q", title="from", format=form),
        alt.Tooltip("high:Q" if whole else "to:Q", title="to", format=form),
    ]
    frame = frame.assign(low=np.ceil(frame["from"]), high=np.floor(frame["to"]))
    bars = (
        alt.Chart(frame)
        .mark_rect(color=PALETTE[0], opacity=0.85, stroke="transparent", strokeWidth=1)
        .encode(x=x, x2="to:Q", y=y, y2="floor:Q", tooltip=[*told, alt.Tooltip("words:Q", format=",")])
    )
    layers: Sequence[alt.Chart] = [bars]
    if reference is not None:
        mark = pd.DataFrame({"from": [reference], "what": [says]})
        rule = alt.Chart(mark).mark_rule(color=PALETTE[5], strokeDash=[4, 3], strokeWidth=2).encode(x=x, tooltip=["what:N"])
        named = alt.Chart(mark).mark_text(align="center", baseline="bottom", y=-4, color=NOISE, fontSize=12).encode(x=x, text="what:N")
        layers = [bars, rule, named]
    return alt.LayerChart(layer=list(layers)).properties(height=height)


def _edges(shown: np.ndarray, whole: bool) -> np.ndarray:
    """Of whole numbers half way between them, several in a bar where there are many; else evenly over the range."""
    low, high = (float(shown.min()), float(shown.max())) if len(shown) else (0.0, 1.0)
    if whole:
        step = max(1, int(np.ceil((high - low + 1) / BINS)))
        return np.asarray(np.arange(low, high + step + 1, step) - 0.5)
    return np.linspace(low, high if high > low else low + 1, BINS + 1)
