"""Words while they are learned: the loss, and how near a word's neighbors come, over the words gone through."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE

AXIS = "words gone through"
LEGEND = alt.Legend(orient="bottom", symbolType="stroke", symbolStrokeWidth=3, symbolOpacity=1, labelLimit=160, columns=4)


def falling(seen: np.ndarray, losses: np.ndarray, title: str, at: float | None = None, height: int = 200) -> alt.LayerChart:
    """The loss (k,) after `seen` (k,) words; `at` is the moment that is looked at."""
    frame = pd.DataFrame({"seen": seen, "loss": losses})
    told = [alt.Tooltip("seen:Q", title=AXIS, format=","), alt.Tooltip("loss:Q", title=title, format=".4~g")]
    line = (
        alt.Chart(frame)
        .mark_line(color=PALETTE[0], strokeWidth=2.5, point=alt.OverlayMarkDef(size=18, filled=True) if len(frame) < 100 else False)
        .encode(x=_across(), y=alt.Y("loss:Q", title=title, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=4)), tooltip=told)
    )
    return alt.LayerChart(layer=[*_moment(at), line], height=height)


def nearing(
    seen: np.ndarray, names: Sequence[str], cosines: np.ndarray, word: str, at: float | None = None, height: int = 320
) -> alt.LayerChart:
    """The cosine of `word` with each of k others, (m, k), at moments `seen` (m,)."""
    parts = [pd.DataFrame({"seen": seen, "cosine": cosines[:, i], "word": name}) for i, name in enumerate(names)]
    scale = alt.Scale(domain=list(names), range=[PALETTE[i % len(PALETTE)] for i in range(len(names))])
    told = [alt.Tooltip("word:N"), alt.Tooltip("cosine:Q", format=".3f"), alt.Tooltip("seen:Q", title=AXIS, format=",")]
    line = (
        alt.Chart(pd.concat(parts))
        .mark_line(strokeWidth=2.5, point=alt.OverlayMarkDef(size=18, filled=True))
        .encode(
            x=_across(),
            y=alt.Y("cosine:Q", title=f"cosine with {word}", axis=alt.Axis(tickCount=5)),
            color=alt.Color("word:N", title=None, scale=scale, legend=LEGEND),
            tooltip=told,
        )
    )
    return alt.LayerChart(layer=[*_moment(at), line], height=height)


def _across() -> alt.X:
    return alt.X("seen:Q", title=AXIS, axis=alt.Axis(grid=False, tickCount=5, format="~s"))


def _moment(at: float | None) -> list[alt.Chart]:
    if at is None:
        return []
    return [alt.Chart(pd.DataFrame({"seen": [at]})).mark_rule(color=NOISE, strokeDash=[4, 3]).encode(x=_across())]
