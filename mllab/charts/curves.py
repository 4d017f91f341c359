"""Curves over every threshold: ROC, precision over recall, lift, cost; and how far a probability can be believed."""

from collections.abc import Mapping, Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE

HEIGHT = 280
SHARE = alt.Scale(domain=[0, 1], nice=False)


def roc(
    fpr: np.ndarray, recall: np.ndarray, thresholds: np.ndarray, at: tuple[float, float] | None = None, title: str = ""
) -> alt.LayerChart:
    """Share of the class found over share of the others that are taken for it (t,); chance is the diagonal, `at` the threshold in use."""
    frame = pd.DataFrame({"x": fpr, "y": recall, "threshold": thresholds})
    chance = alt.Chart(pd.DataFrame({"x": [0, 1], "y": [0, 1]})).mark_line(color=NOISE, strokeDash=[4, 3]).encode(x="x:Q", y="y:Q")
    return _curve(frame, ("false alarms", "found (recall)"), title, at, [chance])


def precision_recall(
    recall: np.ndarray, precision: np.ndarray, thresholds: np.ndarray, share: float, at: tuple[float, float] | None = None, title: str = ""
) -> alt.LayerChart:
    """Precision over recall (t,); the dashed line is the class's `share`, which guessing gives."""
    frame = pd.DataFrame({"x": recall, "y": precision, "threshold": thresholds})
    chance = alt.Chart(pd.DataFrame({"y": [share]})).mark_rule(color=NOISE, strokeDash=[4, 3]).encode(y="y:Q")
    return _curve(frame, ("found (recall)", "right among found (precision)"), title, at, [chance])


def lift(
    found: np.ndarray, gain: np.ndarray, thresholds: np.ndarray, at: tuple[float, float] | None = None, title: str = ""
) -> alt.LayerChart:
    """How many times more often than in all rows the class is met in the first part `found` (t,) of the rows; 1 is chance."""
    frame = pd.DataFrame({"x": found, "y": gain, "threshold": thresholds}).dropna()
    chance = alt.Chart(pd.DataFrame({"y": [1.0]})).mark_rule(color=NOISE, strokeDash=[4, 3]).encode(y="y:Q")
    highest = float(frame["y"].max()) if len(frame) else 1.0
    scale = alt.Scale(domain=[0, max(1.2, 1.05 * highest)], nice=False)
    return _curve(frame, ("part of the rows, surest first", "times as often as in all rows"), title, at, [chance], scale)


def cost(thresholds: np.ndarray, costs: np.ndarray, at: float, best: float, title: str = "") -> alt.LayerChart:
    """What the errors cost at every threshold (t,): the one in use as a line, the cheapest as a dot."""
    frame = pd.DataFrame({"x": np.clip(thresholds, 0, 1), "y": costs}).iloc[::-1]
    x = alt.X("x:Q", title="threshold", scale=SHARE, axis=alt.Axis(grid=False, tickCount=6))
    y = alt.Y("y:Q", title="cost of all errors", axis=alt.Axis(tickCount=4, format=",.6~g"), scale=alt.Scale(nice=False))
    told = [alt.Tooltip("x:Q", title="threshold", format=".3f"), alt.Tooltip("y:Q", title="cost", format=",.6~g")]
    line = alt.Chart(frame).mark_line(color=PALETTE[0], strokeWidth=2, interpolate="step-before").encode(x=x, y=y, tooltip=told)
    used = alt.Chart(pd.DataFrame({"x": [at]})).mark_rule(color=PALETTE[5], strokeWidth=2).encode(x=x)
    least = pd.DataFrame({"x": [np.clip(best, 0, 1)], "y": [costs.min()]})
    dot = alt.Chart(least).mark_point(filled=True, size=130, color=PALETTE[2], opacity=1).encode(x=x, y=y, tooltip=told)
    return alt.LayerChart(layer=[line, used, dot], height=200, title=title)


def reliability(curves: Mapping[str, pd.DataFrame], height: int = HEIGHT) -> alt.LayerChart:
    """What came over what was said, for each of the named `curves` (said, came, low, high, rows): on the diagonal a probability is what it says.

    The first curve has its 95 % band.
    """
    names = list(curves)
    frame = pd.concat([curve.assign(which=name) for name, curve in curves.items()])
    x = alt.X("said:Q", title="probability that was predicted", scale=SHARE, axis=alt.Axis(format="%", tickCount=6, grid=False))
    y = alt.Y("came:Q", title="how often it came true", scale=SHARE, axis=alt.Axis(format="%", tickCount=6))
    colour = alt.Color(
        "which:N",
        title=None,
        scale=alt.Scale(domain=names, range=PALETTE[: len(names)]),
        legend=alt.Legend(orient="bottom", symbolType="stroke", symbolStrokeWidth=3) if len(names) > 1 else None,
    )
    told = [
        alt.Tooltip("which:N", title="probabilities"),
        alt.Tooltip("said:Q", title="predicted", format=".1%"),
        alt.Tooltip("came:Q", title="came true", format=".1%"),
        alt.Tooltip("rows:Q", format=","),
    ]
    ideal = alt.Chart(pd.DataFrame({"said": [0, 1], "came": [0, 1]})).mark_line(color=NOISE, strokeDash=[4, 3]).encode(x=x, y=y)
    band = alt.Chart(frame[frame["which"] == names[0]]).mark_area(color=PALETTE[0], opacity=0.18)
    band = band.encode(x=x, y=alt.Y("low:Q", scale=SHARE, title="how often it came true"), y2="high:Q")
    line = (
        alt.Chart(frame)
        .mark_line(strokeWidth=2, point=alt.OverlayMarkDef(filled=True, size=45))
        .encode(x=x, y=y, color=colour, tooltip=told)
    )
    return alt.LayerChart(layer=[ideal, band, line], height=height)


def _curve(
    frame: pd.DataFrame,
    axes: tuple[str, str],
    title: str,
    at: tuple[float, float] | None,
    behind: Sequence[alt.Chart],
    up: alt.Scale = SHARE,
) -> alt.LayerChart:
    x = alt.X("x:Q", title=axes[0], scale=SHARE, axis=alt.Axis(grid=False, tickCount=6))
    y = alt.Y("y:Q", title=axes[1], scale=up, axis=alt.Axis(tickCount=5))
    told = [
        alt.Tooltip("x:Q", title=axes[0], format=".1%"),
        alt.Tooltip("y:Q", title=axes[1], format=".3f"),
        alt.Tooltip("threshold:Q", format=".3f"),
    ]
    finite = frame.assign(threshold=frame["threshold"].replace(np.inf, np.nan))
    line = alt.Chart(finite).mark_line(color=PALETTE[0], strokeWidth=2, clip=True).encode(x=x, y=y, order="index:Q", tooltip=told)
    line = line.transform_window(index="row_number()")
    used = [] if at is None or not np.isfinite(at).all() else [
        alt.Chart(pd.DataFrame({"x": [at[0]], "y": [at[1]]})).mark_point(filled=True, size=130, color=PALETTE[5], opacity=1).encode(x=x, y=y)
    ]  # fmt: skip
    return alt.LayerChart(layer=[*behind, line, *used], height=HEIGHT, title=title)
