"""Who went where: two groupings of the same rows as a matrix of counts."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd


def crossing(
    counts: np.ndarray, left: Sequence[str], right: Sequence[str], titles: tuple[str, str], height: int | None = None
) -> alt.LayerChart:
    """Counts (a, b) as tiles: the share of the left group in colour, the rows as a figure."""
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    frame = pd.DataFrame(
        [
            {"left": left[i], "right": right[j], "rows": int(counts[i, j]), "share": float(shares[i, j])}
            for i in range(len(left))
            for j in range(len(right))
        ]
    )
    base = alt.Chart(frame).encode(
        x=alt.X("right:N", sort=list(right), title=titles[1], axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("left:N", sort=list(left), title=titles[0]),
    )
    tiles = base.mark_rect().encode(
        color=alt.Color(
            "share:Q",
            title="share of the row",
            scale=alt.Scale(scheme="blues", domain=[0, 1]),
            legend=alt.Legend(format="%", gradientLength=60),
        ),
        tooltip=[alt.Tooltip("rows:Q", format=","), alt.Tooltip("share:Q", format=".0%")],
    )
    text = base.mark_text().encode(
        text=alt.Text("rows:Q", format=","), color=alt.condition("datum.share > 0.55", alt.value("white"), alt.value("#222222"))
    )
    return (tiles + text).properties(height=height or 34 * len(left) + 60)
