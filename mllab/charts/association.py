"""Which columns go together, in one matrix."""

from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt
import pandas as pd

from mllab.charts.distribution import shortened
from mllab.charts.names import written
from mllab.charts.palette import DIVERGING

CELL = 26


def matrix(names: Sequence[str], cells: Iterable[tuple[str, str, float, str]], height: int | None = None) -> alt.Chart:
    """Every pair as a coloured square, on both sides of the diagonal.

    `cells`: (a, b, value from -1 to 1, what it says), each pair once. Columns stand in the order of `names`.
    Clicking a square selects it: the selection `pick` holds its i and j, places in `names`.
    """
    place = {name: number for number, name in enumerate(names)}
    listed = [row for a, b, value, says in cells for row in ((place[a], place[b], value, says), (place[b], place[a], value, says))]
    frame = pd.DataFrame(listed, columns=["i", "j", "value", "says"]).assign(
        a=lambda f: [shortened(names[i]) for i in f["i"]], b=lambda f: [shortened(names[j]) for j in f["j"]]
    )
    pick = alt.selection_point(name="pick", fields=["i", "j"])
    axis: dict[str, Any] = {
        "labelExpr": labels(names),
        "labelLimit": 110,
        "labelOverlap": len(names) > 40,
        "labelFlush": False,  # else the first and last label are pushed out of their place
        "ticks": False,
        "domain": False,
        "title": None,
    }
    every = list(range(len(names)))
    return (
        alt.Chart(frame)
        .mark_rect()
        .encode(
            x=alt.X("i:O", axis=alt.Axis(**axis, labelAngle=-45), scale=alt.Scale(domain=every)),
            y=alt.Y("j:O", axis=alt.Axis(**axis), scale=alt.Scale(domain=every)),
            color=alt.Color(
                "value:Q",
                title="together",
                scale=alt.Scale(scheme=DIVERGING, domain=[-1, 1], domainMid=0, reverse=True),
                legend=alt.Legend(tickCount=5, orient="bottom", gradientLength=160),
            ),
            opacity=alt.condition(pick, alt.value(1.0), alt.value(0.35)),
            tooltip=[
                alt.Tooltip("a:N", title="column"),
                alt.Tooltip("b:N", title="with"),
                alt.Tooltip("value:Q", format=".3f"),
                alt.Tooltip("says:N", title="measure"),
            ],
        )
        .add_params(pick)
        .properties(height=height or max(160, CELL * len(names) + 165))
    )


def labels(names: Sequence[str]) -> str:
    """A Vega expression that gives each place its name: names are quoted values, never paths or code."""
    return f"{written([shortened(name, 40) for name in names])}[datum.value]"
