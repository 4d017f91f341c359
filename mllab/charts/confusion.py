"""What was taken for what: rows of a true class over the classes that they were predicted as."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.arrows import HALO, INK
from mllab.charts.distribution import shortened
from mllab.charts.names import written
from mllab.charts.palette import PALETTE

CELL, SMALL = "cell", 12  # classes up to which counts are written


def confusion(counts: np.ndarray, names: Sequence[str], picked: tuple[int, int] | None = None, height: int | None = None) -> alt.LayerChart:
    """A square per true and predicted class, counts (k, k); blue is right, orange wrong, darker the larger the share of the true class.

    Clicking a square selects it: the selection `cell` holds its `true` and `told`, places in `names`. `picked` is framed.
    """
    k = len(names)
    i, j = (where.ravel() for where in np.indices((k, k)))
    of = np.maximum(counts.sum(axis=1), 1)[i]
    frame = pd.DataFrame({"true": i, "told": j, "rows": counts.ravel(), "share": counts.ravel() / of, "right": i == j})
    frame["was"], frame["as"] = [names[int(a)] for a in i], [names[int(b)] for b in j]
    frame["framed"] = [(a, b) == picked for a, b in zip(i, j, strict=True)]
    pick = alt.selection_point(name=CELL, fields=["true", "told"])
    labels = f"{written([shortened(name, 24) for name in names])}[datum.value]"
    every = list(range(k))
    axis = alt.Axis(labelExpr=labels, labelLimit=120, ticks=False, domain=False, labelAngle=0 if k <= 4 else -45)
    base = alt.Chart(frame).encode(
        x=alt.X("told:O", title="predicted", axis=axis, scale=alt.Scale(domain=every)),
        y=alt.Y("true:O", title="true", axis=alt.Axis(labelExpr=labels, labelLimit=120, ticks=False, domain=False), scale=alt.Scale(domain=every)),
        tooltip=[
            alt.Tooltip("was:N", title="true"),
            alt.Tooltip("as:N", title="predicted"),
            alt.Tooltip("rows:Q", format=","),
            alt.Tooltip("share:Q", title="of the true class", format=".1%"),
        ],
    )  # fmt: skip
    squares = base.mark_rect(cursor="pointer", strokeWidth=3).encode(
        color=alt.condition("datum.right", alt.value(PALETTE[0]), alt.value(PALETTE[1])),
        opacity=alt.Opacity("share:Q", scale=alt.Scale(domain=[0, 1], range=[0.08, 0.9]), legend=None),
    )
    frames = base.transform_filter("datum.framed").mark_rect(fillOpacity=0, stroke=PALETTE[5], strokeWidth=3)
    layers = [squares.add_params(pick), frames]
    if k <= SMALL:
        numbers = base.encode(text=alt.Text("rows:Q", format=","))
        for ink, stroke in ((HALO, 4), (INK, 0)):  # a halo reads on any colour, in light and in dark
            layers.append(numbers.mark_text(fontSize=15, fontWeight="bold", color=ink, stroke=ink, strokeWidth=stroke))
    return alt.LayerChart(layer=layers, height=height or max(180, min(46 * k + 60, 620)))
