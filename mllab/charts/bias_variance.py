"""Bias, variance and noise: the fits as a bundle, their parts along x, and the U-shaped curve over what is turned."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE

PARTS = ("bias²", "variance", "noise")
COLOURS = alt.Scale(domain=list(PARTS), range=[PALETTE[5], PALETTE[0], NOISE])
TRUTH, MEAN, ONE = PALETTE[2], PALETTE[5], PALETTE[0]
ERROR = PALETTE[1]
LINES = 40


def bundle(
    at: np.ndarray,
    fits: np.ndarray,
    truth: np.ndarray,
    points: tuple[np.ndarray, np.ndarray],
    extent: tuple[float, float],
    height: int = 300,
) -> alt.LayerChart:
    """Fits (r, m) at places `at` (m,), the first LINES drawn thin, their mean and the truth (m,) thick, and the points (x, y) of the first training set."""
    x = alt.X("x:Q", title="x", scale=alt.Scale(domain=[0, 1], nice=False), axis=alt.Axis(grid=False, tickCount=5))
    y = alt.Y("y:Q", title="y", scale=alt.Scale(domain=list(extent)), axis=alt.Axis(grid=False, tickCount=5))
    thin = _lines(at, fits[:LINES]).mark_line(clip=True, strokeWidth=1, opacity=0.22, color=ONE).encode(x=x, y=y, detail="fit:N")
    named = pd.concat(
        [pd.DataFrame({"x": at, "y": line, "what": what}) for what, line in (("truth", truth), ("mean of the fits", fits.mean(axis=0)))]
    )
    colour = alt.Color(
        "what:N",
        title=None,
        scale=alt.Scale(domain=["truth", "mean of the fits", "one fit"], range=[TRUTH, MEAN, ONE]),
        legend=alt.Legend(orient="top"),
    )
    thick = (
        alt.Chart(named)
        .mark_line(clip=True, strokeWidth=3)
        .encode(
            x=x,
            y=y,
            color=colour,
            strokeDash=alt.StrokeDash("what:N", legend=None, scale=alt.Scale(domain=["truth", "mean of the fits"], range=[[1, 0], [7, 4]])),
        )
    )
    drawn = pd.DataFrame({"x": points[0], "y": points[1]})
    dots = (
        alt.Chart(drawn)
        .mark_point(clip=True, filled=True, size=26, color=NOISE, opacity=0.9)
        .encode(x=x, y=y, tooltip=[alt.Tooltip("x:Q", format=".3f"), alt.Tooltip("y:Q", format=".3f")])
    )
    return alt.LayerChart(layer=[thin, dots, thick]).properties(height=height)


def along(at: np.ndarray, bias: np.ndarray, variance: np.ndarray, noise: float, most: float, height: int = 150) -> alt.Chart:
    """What the expected error is made of at every place: areas on top of each other; `most` is where the axis ends."""
    parts = zip(PARTS, (bias, variance, np.full(len(at), noise**2)), strict=True)
    frame = pd.concat([pd.DataFrame({"x": at, "error": part, "part": name, "order": 2 - PARTS.index(name)}) for name, part in parts])
    return (
        alt.Chart(frame)
        .mark_area(clip=True, opacity=0.8)
        .encode(
            x=alt.X("x:Q", title="x", scale=alt.Scale(domain=[0, 1], nice=False), axis=alt.Axis(grid=False, tickCount=5)),
            y=alt.Y(
                "error:Q",
                title="error here",
                stack="zero",
                scale=alt.Scale(domain=[0, most]),
                axis=alt.Axis(grid=False, tickCount=3),
            ),
            color=alt.Color("part:N", title=None, scale=COLOURS, legend=None),
            order="order:Q",
            tooltip=["part:N", alt.Tooltip("error:Q", format=".4f"), alt.Tooltip("x:Q", format=".2f")],
        )
        .properties(height=height)
    )


def u_curve(
    values: Sequence[float],
    parts: np.ndarray,
    error: np.ndarray,
    now: float,
    title: str,
    log: bool = False,
    most: float | None = None,
    names: Sequence[str] = PARTS,
    closed: np.ndarray | None = None,
    measured: str = "error measured",
    loss: str = "mean squared error",
    height: int = 330,
) -> alt.LayerChart:
    """The parts (p, c) of the error over the values (c,) of what is turned, the error that was measured (c,), and where the slider stands.

    `closed` (2, c) are bias squared and variance by a closed form, drawn as rings over the simulated ones.
    """
    low, high = min(values), max(values)
    scale = alt.Scale(type="log" if log else "linear", domain=[low, high] if low < high else alt.Undefined, nice=False, padding=8)
    x = alt.X("value:Q", title=title, scale=scale, axis=alt.Axis(grid=False, tickCount=8, format="~g"))
    top = most if most is not None else float(np.nanmax(error)) * 1.05
    y = alt.Y("error:Q", title=loss, scale=alt.Scale(domain=[0, top]), axis=alt.Axis(tickCount=5))
    shown = [*zip(names, parts, strict=True), (measured, error)]
    frame = pd.concat([pd.DataFrame({"value": values, "error": line, "part": name}) for name, line in shown])
    domain, colours = [*names, measured], [*(PALETTE[5], PALETTE[0], NOISE)[: len(names)], ERROR]
    colour = alt.Color("part:N", title=None, scale=alt.Scale(domain=domain, range=colours), legend=alt.Legend(orient="top"))
    told = [alt.Tooltip("part:N", title="what"), alt.Tooltip("value:Q", title=title, format="~g"), alt.Tooltip("error:Q", format=".4~g")]
    base = alt.Chart(frame).encode(x=x, y=y, color=colour, tooltip=told)
    width = alt.condition(alt.datum.part == measured, alt.value(3.5), alt.value(2))
    layers: list[alt.Chart] = [
        alt.Chart(pd.DataFrame({"value": [now]})).mark_rule(color=NOISE, strokeDash=[5, 4], strokeWidth=2).encode(x=x),
        base.mark_line(clip=True).encode(strokeWidth=width),
        base.mark_point(clip=True, filled=True, size=30, opacity=1),
    ]
    if closed is not None:
        rings = pd.concat([pd.DataFrame({"value": values, "error": line, "part": name}) for name, line in zip(names, closed, strict=False)])
        layers.append(alt.Chart(rings).mark_point(clip=True, size=110, strokeWidth=1.5).encode(x=x, y=y, color=colour, tooltip=told))
    return alt.LayerChart(layer=layers).properties(height=height)


def _lines(at: np.ndarray, fits: np.ndarray) -> alt.Chart:
    return alt.Chart(
        pd.DataFrame({"x": np.tile(at, len(fits)), "y": fits.ravel().round(5), "fit": np.repeat(np.arange(len(fits)), len(at))})
    )
