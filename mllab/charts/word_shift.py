"""Where words stood before and where they stand after."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.association import labels
from mllab.charts.palette import NOISE, PALETTE


def word_shift(
    words: Sequence[str], before: np.ndarray, after: np.ndarray, title: str, says: tuple[str, str] = ("before", "after")
) -> alt.LayerChart:
    """A row per word, in the order given: a diamond at `before` (m,), a dot at `after` (m,), and a line between them; dashed at 0."""
    frame = pd.DataFrame({"place": range(len(words)), "word": list(words), "before": before, "after": after})
    x, y = _axes(words, title)
    told = [
        alt.Tooltip("word:N"),
        *(alt.Tooltip(f"{field}:Q", title=said, format="+.3f") for field, said in zip(("before", "after"), says, strict=True)),
    ]
    long = frame.melt(["place", "word"], ["before", "after"], "when", "figure").replace(
        {"when": dict(zip(("before", "after"), says, strict=True))}
    )
    scale = alt.Scale(domain=list(says), range=[PALETTE[1], PALETTE[0]])
    zero = alt.Chart(pd.DataFrame({"figure": [0.0]})).mark_rule(color=NOISE, strokeDash=[4, 3]).encode(x=x)
    lines = (
        alt.Chart(frame)
        .mark_rule(strokeWidth=2, opacity=0.5, color=NOISE)
        .encode(x=alt.X("before:Q", title=title), x2="after:Q", y=y, tooltip=told)
    )
    dots = (
        alt.Chart(long)
        .mark_point(filled=True, size=80, opacity=1)
        .encode(
            x=x,
            y=y,
            color=alt.Color("when:N", title=None, scale=scale, legend=alt.Legend(orient="top", labelLimit=200)),
            shape=alt.Shape("when:N", title=None, scale=alt.Scale(domain=list(says), range=["diamond", "circle"])),
            tooltip=[alt.Tooltip("word:N"), alt.Tooltip("when:N"), alt.Tooltip("figure:Q", title=title, format="+.3f")],
        )
    )
    return alt.LayerChart(layer=[zero, lines, dots], height=alt.Step(22))


def _axes(words: Sequence[str], title: str) -> tuple[alt.X, alt.Y]:
    x = alt.X("figure:Q", title=title, axis=alt.Axis(grid=False, tickCount=5))
    return x, alt.Y(
        "place:O", title=None, axis=alt.Axis(labelExpr=labels(words), labelLimit=150, labelFlush=False, ticks=False, domain=False)
    )
