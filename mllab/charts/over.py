"""Lines over one number that is turned, with a rule where the slider stands."""

from collections.abc import Mapping, Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE


def over(
    values: Sequence[float],
    lines: Mapping[str, np.ndarray],
    titles: tuple[str, str],
    now: float | None = None,
    log: bool = False,
    ends: tuple[float, float] | None = None,
    colours: Sequence[str] = PALETTE,
    thick: str = "",
    rings: Mapping[str, np.ndarray] | None = None,
    dots: bool = True,
    log_up: bool = False,
    backwards: bool = False,
    height: int = 330,
) -> alt.LayerChart:
    """Named lines (c,) over the values (c,); `titles` of both axes, `rings` of the same names drawn over them, `ends` of the upright axis. `backwards`
    has the greatest value at the left.

    What is not finite is left out of a line.
    """
    low, high = min(values), max(values)
    scale = alt.Scale(
        type="log" if log else "linear", domain=[low, high] if low < high else alt.Undefined, nice=False, padding=8, reverse=backwards
    )
    x = alt.X("value:Q", title=titles[0], scale=scale, axis=alt.Axis(grid=False, tickCount=8, format=".6~g"))
    upright = alt.Scale(domain=list(ends) if ends else alt.Undefined, type="log" if log_up else "linear", zero=False)
    y = alt.Y("error:Q", title=titles[1], scale=upright, axis=alt.Axis(tickCount=5))
    scheme = alt.Scale(domain=list(lines), range=list(colours)[: len(lines)])
    colour = alt.Color("part:N", title=None, scale=scheme, legend=alt.Legend(orient="top", columns=3, labelLimit=260))
    told = [
        alt.Tooltip("part:N", title="what"),
        alt.Tooltip("value:Q", title=titles[0], format="~g"),
        alt.Tooltip("error:Q", title=titles[1], format=".4~g"),
    ]
    base = alt.Chart(_frame(values, lines)).encode(x=x, y=y, color=colour, tooltip=told)
    width = alt.condition(alt.datum.part == thick, alt.value(3.5), alt.value(2))
    layers: list[alt.Chart] = [base.mark_line(clip=True).encode(strokeWidth=width)]
    if now is not None:
        rule = alt.Chart(pd.DataFrame({"value": [now]})).mark_rule(color=NOISE, strokeDash=[5, 4], strokeWidth=2)
        layers.insert(0, rule.encode(x=x))
    if dots:
        layers.append(base.mark_point(clip=True, filled=True, size=30, opacity=1))
    if rings:
        ringed = alt.Chart(_frame(values, rings)).mark_point(clip=True, size=110, strokeWidth=1.5)
        layers.append(ringed.encode(x=x, y=y, color=colour, tooltip=told))
    return alt.LayerChart(layer=layers).properties(height=height)


def _frame(values: Sequence[float], lines: Mapping[str, np.ndarray]) -> pd.DataFrame:
    parts = [pd.DataFrame({"value": values, "error": np.asarray(line, float), "part": name}) for name, line in lines.items()]
    return pd.concat(parts).replace([np.inf, -np.inf], np.nan).dropna()
