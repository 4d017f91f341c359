"""Words with a figure each, as bars: the nearest first."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from mllab.charts.association import labels
from mllab.charts.word_plane import PICK, ROLES

ROW = 25  # pixels of a bar with its gap


def word_bars(words: Sequence[str], figures: Sequence[float], roles: Sequence[str], measure: str = "") -> alt.LayerChart:
    """Bars in the given order, coloured by role (a key of `word_plane.ROLES`), the figure written at the end of each.

    `measure` is written above. Clicking a bar selects its word: the chart's selection `word`.
    """
    frame = pd.DataFrame({"place": range(len(words)), "word": list(words), "figure": list(figures), "role": list(roles)})
    low, high = min(0.0, *figures), max(0.0, *figures)
    wide = (high - low) or 1.0
    axis = alt.Axis(
        labelExpr=labels(words),
        labelLimit=150,
        labelFontSize=13,
        ticks=False,
        domain=False,
        title=None,
        labelFlush=False,
        labelOverlap=False,
    )
    y = alt.Y("place:O", axis=axis, scale=alt.Scale(paddingInner=0.25))
    x = alt.X(
        "figure:Q",
        axis=None,
        scale=alt.Scale(domain=[low - (0.14 * wide if low < 0 else 0), high + 0.14 * wide], nice=False),
    )
    bars = (
        alt.Chart(frame)
        .mark_bar(cornerRadiusEnd=3, cursor="pointer")
        .encode(
            x=x,
            y=y,
            color=alt.Color("role:N", scale=alt.Scale(domain=list(ROLES), range=list(ROLES.values())), legend=None),
            tooltip=[alt.Tooltip("word:N"), alt.Tooltip("figure:Q", title=measure or "score", format=".4f")],
        )
        .add_params(alt.selection_point(name=PICK, fields=["word"]))
    )
    said = alt.Chart(frame).encode(x=x, y=y, text=alt.Text("figure:Q", format=".2f"))
    ahead = said.transform_filter("datum.figure >= 0").mark_text(align="left", dx=4, fontSize=12)
    behind = said.transform_filter("datum.figure < 0").mark_text(align="right", dx=-4, fontSize=12)
    drawn = [bars, ahead, *([behind] if low < 0 else [])]
    picture = alt.LayerChart(layer=drawn).properties(height=ROW * max(len(words), 1) + (34 if measure else 8))
    return picture.properties(title=alt.Title(measure, anchor="start", fontSize=12, fontWeight="normal", offset=6)) if measure else picture
