"""Two lists of words against each other, as a table of coloured cells."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.association import labels
from mllab.charts.palette import DIVERGING

CELL = 32
WRITTEN = 14  # columns up to which the figures are written into the cells


def word_heat(rows: Sequence[str], columns: Sequence[str], table: np.ndarray) -> alt.LayerChart | alt.Chart:
    """Cosines (rows, columns) from -1 to 1 as colours with zero in the middle; with few columns the figures are written, too."""
    i, j = np.meshgrid(range(len(rows)), range(len(columns)), indexing="ij")
    frame = pd.DataFrame({"i": i.ravel(), "j": j.ravel(), "cosine": np.asarray(table, float).ravel()}).assign(
        row=lambda f: [rows[at] for at in f["i"]], column=lambda f: [columns[at] for at in f["j"]]
    )
    plain: dict[str, Any] = {
        "ticks": False,
        "domain": False,
        "title": None,
        "labelFontSize": 13,
        "labelLimit": 120,
        "labelFlush": False,
        "labelOverlap": False,
    }
    base = alt.Chart(frame).encode(
        x=alt.X("j:O", axis=alt.Axis(**plain, labelExpr=labels(columns), orient="top", labelAngle=-40)),
        y=alt.Y("i:O", axis=alt.Axis(**plain, labelExpr=labels(rows))),
    )
    cells = base.mark_rect(cornerRadius=2).encode(
        color=alt.Color(
            "cosine:Q",
            scale=alt.Scale(scheme=DIVERGING, domain=[-1, 1], domainMid=0, reverse=True),
            legend=alt.Legend(orient="bottom", gradientLength=180, tickCount=5),
        ),
        tooltip=[alt.Tooltip("row:N", title="word"), alt.Tooltip("column:N", title="with"), alt.Tooltip("cosine:Q", format=".4f")],
    )
    height = max(160, CELL * len(rows) + 110)
    if len(columns) > WRITTEN:
        return cells.properties(height=height)
    dark = "abs(datum.cosine) > 0.55"
    figures = base.mark_text(fontSize=11).encode(
        text=alt.Text("cosine:Q", format=".2f"), color=alt.condition(dark, alt.value("#FFFFFF"), alt.value("#1A1A1A"))
    )
    return alt.LayerChart(layer=[cells, figures.transform_filter("width > 420")]).properties(height=height)
