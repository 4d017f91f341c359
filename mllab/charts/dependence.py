"""What a model says over the values of one column, on average and for single rows; and which pairs of columns act together."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.distribution import shortened
from mllab.charts.names import written
from mllab.charts.palette import NOISE, PALETTE

DRAWN = 60  # rows that are drawn as lines of their own


def dependence(
    values: Sequence[Any], each: np.ndarray, column: str, said: str, ordered: bool, centred: bool = False, seed: int = 0, height: int = 300
) -> alt.LayerChart:
    """The mean answer (thick) over `values` (g,) and up to 60 of the rows behind it, `each` (n, g). `centred` lets all begin at 0, so that shapes compare.

    Ordered values (numbers, dates) are joined by lines, others stand as dots on their range.
    """
    shown = each - each[:, :1] if centred else each
    mean = shown.mean(axis=0)
    low, high = np.quantile(shown, [0.1, 0.9], axis=0)
    where = [_plain(value) for value in values]
    frame = pd.DataFrame({"at": where, "mean": mean, "low": low, "high": high})
    title = f"{said}, against the first value" if centred else said
    y = alt.Y("mean:Q", title=title, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=5))
    told = [alt.Tooltip("at:N" if not ordered else _kind(where), title=column), alt.Tooltip("mean:Q", title="mean", format=".4~g")]
    told += [alt.Tooltip("low:Q", title="10 % of rows below", format=".4~g"), alt.Tooltip("high:Q", title="10 % above", format=".4~g")]
    if not ordered:
        return _dots(frame, column, title, told, height)
    x = alt.X(_kind(where), title=column, scale=alt.Scale(nice=False), axis=alt.Axis(grid=False, tickCount=6))
    drawn = np.sort(np.random.default_rng(seed).choice(len(each), min(DRAWN, len(each)), replace=False))
    rows = pd.DataFrame({"at": where * len(drawn), "row": np.repeat(drawn, len(where)), "one": shown[drawn].ravel()})
    thin = alt.Chart(rows).mark_line(color=NOISE, opacity=0.35, strokeWidth=1).encode(x=x, y=alt.Y("one:Q", title=title), detail="row:N")
    thick = alt.Chart(frame).mark_line(color=PALETTE[0], strokeWidth=3, point=alt.OverlayMarkDef(filled=True, size=40, color=PALETTE[0]))
    return alt.LayerChart(layer=[thin, thick.encode(x=x, y=y, tooltip=told)], height=height)


def _plain(value: Any) -> Any:
    if isinstance(value, bool | np.bool_):
        return str(bool(value)).lower()
    if isinstance(value, int | float | np.number):
        return float(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _kind(where: list[Any]) -> str:
    return "at:T" if where and isinstance(where[0], str) else "at:Q"


def _dots(frame: pd.DataFrame, column: str, title: str, told: list[alt.Tooltip], height: int) -> alt.LayerChart:
    order = [shortened(str(name), 30) for name in frame.sort_values("mean", ascending=False)["at"]]
    frame = frame.assign(at=[shortened(str(name), 30) for name in frame["at"]])
    x = alt.X("at:N", title=column, sort=order, axis=alt.Axis(labelAngle=0 if len(order) <= 4 else -40, labelLimit=120))
    base = alt.Chart(frame).encode(x=x, tooltip=told)
    spread = base.mark_rule(color=NOISE, strokeWidth=4, opacity=0.5).encode(y=alt.Y("low:Q", title=title), y2="high:Q")
    dots = base.mark_point(filled=True, size=110, color=PALETTE[0], opacity=1).encode(
        y=alt.Y("mean:Q", title=title, scale=alt.Scale(zero=False))
    )
    return alt.LayerChart(layer=[spread, dots], height=height)


def beeswarm(shares: np.ndarray, scaled: np.ndarray, columns: Sequence[str], unit: str, seed: int = 0, most: int = 12) -> alt.Chart:
    """The share of each column (n, c) in the answer of each row: a dot per row, coloured by how high the column's value is, `scaled` (n, c) from 0 to 1 (NaN grey)."""
    chosen = np.argsort(-np.abs(shares).mean(axis=0), kind="stable")[:most]
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "place": np.repeat(np.arange(len(chosen)), len(shares)),
            "share": shares[:, chosen].T.ravel(),
            "high": scaled[:, chosen].T.ravel(),
            "ordered": np.isfinite(scaled[:, chosen].T.ravel()),
            "lift": rng.uniform(-1, 1, len(shares) * len(chosen)),
        }
    )
    named = f"{written([shortened(columns[i], 30) for i in chosen])}[datum.value]"
    return (
        alt.Chart(frame)
        .mark_circle(size=22, opacity=0.75, invalid="show")
        .encode(
            x=alt.X("share:Q", title=f"share in the answer{f' ({unit})' if unit else ''}", axis=alt.Axis(tickCount=6)),
            y=alt.Y("place:O", title=None, axis=alt.Axis(labelExpr=named, labelLimit=220, ticks=False, domain=False)),
            yOffset=alt.YOffset("lift:Q", scale=alt.Scale(domain=[-1.4, 1.4])),
            color=alt.condition(
                "datum.ordered",
                alt.Color(
                    "high:Q",
                    title="value",
                    scale=alt.Scale(scheme="viridis", domain=[0, 1]),
                    legend=alt.Legend(orient="bottom", gradientLength=160, values=[0, 1], labelExpr="datum.value < 0.5 ? 'low' : 'high'"),
                ),
                alt.value(NOISE),
            ),
            tooltip=[alt.Tooltip("share:Q", format=".3~g"), alt.Tooltip("high:Q", title="place among the values", format=".0%")],
        )
        .properties(height=alt.Step(30))
    )
