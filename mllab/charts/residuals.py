"""Predicted numbers against true ones, and what is left over."""

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE

MOST = 3_000
POINT = "point"


def predicted(true: np.ndarray, told: np.ndarray, rows: np.ndarray, target: str, seed: int = 0, height: int = 320) -> alt.LayerChart:
    """Each row at its prediction and its true number; on the diagonal they are the same. At most 3,000 rows, drawn at random.

    Clicking a point selects its row: the selection `point` holds `row`.
    """
    frame = _frame(true, told, rows, seed)
    ends = [float(min(frame["true"].min(), frame["told"].min())), float(max(frame["true"].max(), frame["told"].max()))]
    same = alt.Chart(pd.DataFrame({"told": ends, "true": ends})).mark_line(color=NOISE, strokeDash=[4, 3]).encode(x="told:Q", y="true:Q")
    return _points(frame, "true", f"true {target}", [same], height)


def residuals(true: np.ndarray, told: np.ndarray, rows: np.ndarray, target: str, seed: int = 0, height: int = 320) -> alt.LayerChart:
    """Each row at its prediction and what the truth is above it; the line is the middle (median) of ten parts of the predictions.

    A line that leaves 0 says where the model is wrong on average, a fan that opens where it is unsure.
    """
    frame = _frame(true, told, rows, seed)
    edges = np.unique(np.quantile(told, np.linspace(0, 1, 11)))
    place = np.searchsorted(edges[1:-1], told)
    middles = [(np.median(told[place == part]), np.median((true - told)[place == part])) for part in np.unique(place)]
    trend = pd.DataFrame(middles, columns=["told", "gap"])
    zero = alt.Chart(pd.DataFrame({"gap": [0.0]})).mark_rule(color=NOISE, strokeDash=[4, 3]).encode(y="gap:Q")
    line = alt.Chart(trend).mark_line(color=PALETTE[5], strokeWidth=2.5).encode(x="told:Q", y="gap:Q")
    return _points(frame, "gap", "true minus predicted", [zero], height, [line])


def _frame(true: np.ndarray, told: np.ndarray, rows: np.ndarray, seed: int) -> pd.DataFrame:
    chosen = np.arange(len(true))
    if len(true) > MOST:
        chosen = np.sort(np.random.default_rng(seed).choice(len(true), MOST, replace=False))
    return pd.DataFrame({"row": rows[chosen], "true": true[chosen], "told": told[chosen], "gap": (true - told)[chosen]})


def _points(
    frame: pd.DataFrame, field: str, title: str, behind: list[alt.Chart], height: int, front: list[alt.Chart] | None = None
) -> alt.LayerChart:
    pick = alt.selection_point(name=POINT, fields=["row"])
    points = (
        alt.Chart(frame)
        .mark_circle(color=PALETTE[0], size=float(np.clip(18_000 / len(frame), 14, 60)), cursor="pointer")
        .encode(
            x=alt.X("told:Q", title="predicted", scale=alt.Scale(zero=False), axis=alt.Axis(grid=False, tickCount=6)),
            y=alt.Y(f"{field}:Q", title=title, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=5)),
            opacity=alt.condition(pick, alt.value(0.5), alt.value(0.15)),
            tooltip=[
                alt.Tooltip("row:Q", format=","),
                alt.Tooltip("true:Q", format=",.4~g"),
                alt.Tooltip("told:Q", title="predicted", format=",.4~g"),
                alt.Tooltip("gap:Q", title="true minus predicted", format=",.4~g"),
            ],
        )
        .add_params(pick)
    )
    return alt.LayerChart(layer=[*behind, points, *(front or [])], height=height)
