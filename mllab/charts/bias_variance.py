"""Bias, variance and noise: the fits as a bundle, their parts along x, and the U-shaped curve over what is turned."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.over import over
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
    lines = dict(zip(names, parts, strict=True)) | {measured: error}
    colours = [*(PALETTE[5], PALETTE[0], NOISE)[: len(names)], ERROR]
    top = most if most is not None else float(np.nanmax(error)) * 1.05
    rings = dict(zip(names, closed, strict=False)) if closed is not None else {}
    return over(values, lines, (title, loss), now, log, (0, top), colours, thick=measured, rings=rings, height=height)


def _lines(at: np.ndarray, fits: np.ndarray) -> alt.Chart:
    return alt.Chart(
        pd.DataFrame({"x": np.tile(at, len(fits)), "y": fits.ravel().round(5), "fit": np.repeat(np.arange(len(fits)), len(at))})
    )
