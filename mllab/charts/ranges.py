"""Figures with their intervals, one under the other, against a reference."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.association import labels
from mllab.charts.palette import NOISE, PALETTE


def ranges(
    names: Sequence[str],
    values: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    title: str,
    reference: float | None = None,
    marked: Sequence[bool] | None = None,
    told: Sequence[str] | None = None,
    bars: bool = False,
    format: str = ".3~g",
    domain: tuple[float, float] | None = None,
    wide: int = 220,
) -> alt.LayerChart:
    """A dot per name (with `bars` a bar from 0) at its value (m,) with a line from `low` to `high`, in the order given; `reference` is dashed.

    `marked` ones are drawn in colour, the others in grey; `told` is what each says on hover; names may be `wide` pixels. NaN has no dot.
    """
    frame = pd.DataFrame({"place": range(len(names)), "name": list(names), "value": values, "low": low, "high": high})
    frame["marked"] = [True] * len(names) if marked is None else list(marked)
    frame["told"] = [""] * len(names) if told is None else list(told)
    scale = alt.Scale(domain=list(domain), nice=False, clamp=True) if domain else alt.Scale(zero=bars)
    x = alt.X("value:Q", title=title, scale=scale, axis=alt.Axis(tickCount=5, format="%" if "%" in format else ",~f"))
    y = alt.Y("place:O", title=None, axis=alt.Axis(labelExpr=labels(names), labelLimit=wide, labelFlush=False, ticks=False, domain=False))
    hover = [alt.Tooltip("name:N", title="what"), alt.Tooltip("value:Q", format=format, title=title)]
    hover += [alt.Tooltip("low:Q", format=format, title="from (95 %)"), alt.Tooltip("high:Q", format=format, title="to")]
    hover += [alt.Tooltip("told:N", title="note")] if told is not None else []
    base = alt.Chart(frame).encode(x=x, y=y, tooltip=hover)
    colour = alt.condition("datum.marked", alt.value(PALETTE[0]), alt.value(NOISE))
    lines = base.mark_rule(strokeWidth=3, opacity=0.45).encode(x=alt.X("low:Q", title=title, scale=scale), x2="high:Q", color=colour)
    if bars:
        first = base.mark_bar(opacity=0.75).encode(color=colour)
        lines = base.mark_rule(strokeWidth=1.5, color=PALETTE[5]).encode(x=alt.X("low:Q", title=title, scale=scale), x2="high:Q")
        layers = [first, lines]
    else:
        layers = [lines, base.mark_point(filled=True, size=80, opacity=1).encode(color=colour)]
    if reference is not None:
        rule = alt.Chart(pd.DataFrame({"value": [reference]})).mark_rule(color=NOISE, strokeDash=[4, 3]).encode(x=x)
        layers = [rule, *layers]
    return alt.LayerChart(layer=layers, height=alt.Step(24))
