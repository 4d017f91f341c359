"""Maps of figures over the unit square: colour by opacity, so that they read on white and on black."""

from functools import cache
from typing import Any

import altair as alt
import numpy as np

from mllab.charts.boundary import CANVAS, HIGH, LOW
from mllab.charts.palette import NOISE
from mllab.charts.png import png, rgb

FULL = 0.95  # opacity of the highest figure


def amounts(values: np.ndarray, colour: str, most: float) -> str:
    """Figures (s, s) from 0, row 0 at the bottom, as an image: the stronger, the more; `most` and above in full colour."""
    return png(np.broadcast_to(np.array(rgb(colour), float), (*values.shape, 3)), FULL * np.minimum(values / most, 1))


def heights(values: np.ndarray, ends: tuple[float, float]) -> str:
    """Figures (s, s) around the middle of `ends` as an image: one colour below it, another above, the stronger the farther."""
    middle, half = (ends[0] + ends[1]) / 2, max((ends[1] - ends[0]) / 2, 1e-12)
    far = (values - middle) / half
    return png(np.where(far[..., None] < 0, np.array(rgb(LOW), float), np.array(rgb(HIGH), float)), FULL * np.minimum(np.abs(far), 1))


def plane(image: str, at: np.ndarray, values: np.ndarray, what: str, points: np.ndarray | None = None, height: int = 230) -> dict[str, Any]:
    """An image over the unit square; `values` (m,) at the places `at` (m, 2) are told on hover as `what`, `points` (n, 2) are drawn as dots.

    Vega-Lite as plain data: Altair checks it once for all pictures, since that takes longer than all else.
    """
    x, y = at.round(4).T.tolist()
    cells = [{"x": a, "y": b, "value": value} for a, b, value in zip(x, y, values.round(5).tolist(), strict=True)]
    dots = [] if points is None else [{"x": a, "y": b} for a, b in points.round(4).tolist()]
    return {**_frame(what, height, round(len(at) ** 0.5)), "datasets": {"field": [{"url": image}], "dots": dots, "cells": cells}}


@cache
def _frame(what: str, height: int, side: int) -> dict[str, Any]:
    """The picture without its data."""
    axis: dict[str, Any] = {"scale": alt.Scale(domain=[0, 1], nice=False), "axis": alt.Axis(grid=False, tickCount=3)}
    x, y = alt.X("x:Q", title="x", **axis), alt.Y("y:Q", title="y", **axis)
    whole: dict[str, Any] = {"width": alt.expr("width"), "height": alt.expr("height"), "align": "left", "baseline": "top"}
    told = [alt.Tooltip("x:Q", format=".2f"), alt.Tooltip("y:Q", format=".2f"), alt.Tooltip("value:Q", title=what, format=".4f")]
    field, dots, cells = (alt.Chart(alt.NamedData(name)) for name in ("field", "dots", "cells"))
    layers = [
        field.mark_image(aspect=False, **whole).encode(x=alt.value(0), y=alt.value(0), url="url:N"),
        dots.mark_point(filled=True, size=18, color=NOISE, opacity=1).encode(x=x, y=y),
        cells.mark_square(size=1.5 * (height / side) ** 2, opacity=0).encode(x=x, y=y, tooltip=told),
    ]
    spec: dict[str, Any] = alt.LayerChart(layer=layers).properties(height=height, usermeta=CANVAS).to_dict()
    spec.pop("config", None)  # Altair's own sizes and colours; the page has its own
    return spec
