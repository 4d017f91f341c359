"""Walks down a surface: its heights as a terrain with contour lines, the paths on it, and the heights over the steps.

What moves with a slider is a frame of its own, and the picture around it stays the same, so that the browser keeps it and draws new data into it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE
from mllab.charts.png import png, rgb

START = "from"
CELLS = (32, 24)
EACH, REST = (
    300,
    100,
)  # the first places of a path are drawn one by one, since thinning would hide a zigzag, and so many of those after them
BANDS = (
    0.005,
    0.02,
    0.05,
    0.1,
    0.18,
    0.27,
    0.36,
    0.45,
    0.54,
    0.63,
    0.72,
    0.81,
    0.9,
    0.97,
)  # the shares of the area that lie below each contour line
FAR = 30.0  # heights above so many times the first are drawn there
LEAST = 1e-12
COLUMNS = ("kind", "who", "step", "x", "y", "height", "slope", "rate", "url")


@dataclass(frozen=True, eq=False)
class Walk:
    """One path to be drawn: its places (s + 1, d), heights and slopes (s + 1,), and the learning rate of each step (s,); `end` the last step that is a place."""

    path: np.ndarray
    height: np.ndarray
    slope: np.ndarray
    rates: np.ndarray
    end: int


def terrain(heights: np.ndarray) -> str:
    """Heights (r, c), row 0 at the bottom, as an image: the greyer, the higher, with contour lines. Lines lie where fixed shares of the area lie below."""
    finite = np.where(np.isfinite(heights), heights, np.nan)
    edges = np.unique(np.nanquantile(finite, BANDS))
    band = np.searchsorted(edges, np.nan_to_num(finite, nan=np.inf))
    line = np.zeros(band.shape, bool)
    line[:, 1:] |= band[:, 1:] != band[:, :-1]
    line[1:] |= band[1:] != band[:-1]
    alpha = 0.02 + 0.5 * band / max(len(edges), 1)
    return png(np.broadcast_to(np.array(rgb(NOISE), float), (*band.shape, 3)), np.where(line, np.minimum(alpha + 0.25, 0.85), alpha))


def still(image: str, cells: np.ndarray, minima: Sequence[Sequence[float]]) -> pd.DataFrame:
    """What does not move: the image, the cells (c, 3: x, y, height) that can be clicked, the lowest places known. On a line (x, height) of the curve instead."""
    parts = [_rows("cell", x=cells[:, 0], y=cells[:, 1], height=cells[:, -1])]
    parts += [_rows("low", x=[low[0]], y=[low[1]]) for low in minima]
    parts += [_rows("image", url=[image])] if image else []
    return pd.concat(parts, ignore_index=True)


def moving(walks: Mapping[str, Walk], now: int) -> pd.DataFrame:
    """The paths up to step `now`, where each stands then, and the start."""
    parts = []
    for who, walk in walks.items():
        last = min(now, walk.end)
        at = _drawn(last)
        parts += [_of(walk, who, "path", at), _of(walk, who, "now", at[-1:])]
    first = next(iter(walks.values()), None)
    parts += [] if first is None else [_of(first, "", "start", np.zeros(1, int))]
    return pd.concat(parts, ignore_index=True) if parts else _rows("path", x=[])


def heights(walks: Mapping[str, Walk], lowest: float, now: int) -> pd.DataFrame:
    """The height above the lowest over the steps, for each path; what is far above the start is drawn at the edge. A last row says where the slider stands."""
    parts = []
    for who, walk in walks.items():
        one = _of(walk, who, "path", _drawn(walk.end))
        first = max(float(walk.height[0]) - lowest, LEAST)
        one["above"] = np.clip(one["height"] - lowest, max(LEAST, 1e-12 * first), FAR * first)
        parts.append(one)
    mark = _rows("now", step=[now])
    mark["above"] = np.nan
    return pd.concat([*parts, mark], ignore_index=True)


def plane(
    extent: Sequence[tuple[float, float]],
    names: Sequence[str],
    racing: Sequence[str],
    height: int = 430,
    titles: tuple[str, str] = ("x", "y"),
) -> dict[str, Any]:
    """The picture of a surface of two variables, without its data; `names` are all optimizers, in the order of their colours."""
    x, y = (_axis(name, ends, title) for name, ends, title in zip(("x", "y"), extent, titles, strict=True))
    whole: dict[str, Any] = {"width": alt.expr("width"), "height": alt.expr("height"), "align": "left", "baseline": "top"}
    field = _kind("image").mark_image(aspect=False, **whole).encode(x=alt.value(0), y=alt.value(0), url="url:N")
    side = (height / CELLS[1]) ** 2 * 1.6
    cells = _clickable(_kind("cell").mark_square(size=side, opacity=0, cursor="crosshair"), ["x", "y"], x, y)
    low = _kind("low").mark_point(shape="cross", size=90, filled=True, opacity=1, color=PALETTE[9]).encode(x=x, y=y)
    return _placed([field, cells, low, *_paths(x, y, names, racing)], height)


def line(extent: tuple[float, float], names: Sequence[str], racing: Sequence[str], height: int = 430) -> dict[str, Any]:
    """The picture of a surface of one variable, without its data: the curve, and the walks on it."""
    x = _axis("x", extent, "x")
    y = alt.Y("height:Q", title="height", scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=6))
    curve = _kind("cell").mark_line(color=NOISE, strokeWidth=2.5, clip=True).encode(x=x, y=y)
    low = _kind("low").mark_rule(color=PALETTE[9], strokeDash=[3, 4]).encode(x=x)
    cells = _clickable(_kind("cell").mark_bar(opacity=0, size=14, cursor="crosshair"), ["x"], x, alt.Y("edge:Q", axis=None, scale=None))
    cells = cells.transform_calculate(edge="0").encode(y=alt.value(0), y2=alt.value(height))
    return _placed([curve, low, cells, *_paths(x, y, names, racing)], height)


def over_steps(
    names: Sequence[str], racing: Sequence[str], height: int = 300, titles: tuple[str, str] = ("step", "height above the lowest")
) -> dict[str, Any]:
    """The heights above the lowest over the steps, without the data; the axis is logarithmic."""
    x = alt.X("step:Q", title=titles[0], scale=alt.Scale(nice=False), axis=alt.Axis(grid=False, tickCount=6, format="~s"))
    y = alt.Y("above:Q", title=titles[1], scale=alt.Scale(type="log", nice=False), axis=alt.Axis(tickCount=6, format="~g"))
    told = [
        alt.Tooltip("who:N", title="optimizer"),
        alt.Tooltip("step:Q", format=","),
        alt.Tooltip("height:Q", format=".5~g"),
        *_told()[3:],
    ]
    lines = _kind("path").mark_line(strokeWidth=2.2).encode(x=x, y=y, color=_colour(names, racing), tooltip=told)
    dots = _kind("path").mark_point(size=60, opacity=0).encode(x=x, y=y, tooltip=told)
    rule = _kind("now").mark_rule(color=NOISE, strokeDash=[5, 4], strokeWidth=2).encode(x=x)
    return _placed([rule, lines, dots], height)


def _paths(x: alt.X, y: alt.Y, names: Sequence[str], racing: Sequence[str]) -> list[alt.Chart]:
    colour = _colour(names, racing)
    order = alt.Order("step:Q")
    ring = _kind("start").mark_point(size=150, strokeWidth=2, color=PALETTE[9], filled=False, clip=True).encode(x=x, y=y)
    lines = _kind("path").mark_line(strokeWidth=2.2, clip=True, opacity=0.9).encode(x=x, y=y, color=colour, order=order, detail="who:N")
    dots = _kind("path").mark_point(filled=True, size=20, opacity=0.9, clip=True).encode(x=x, y=y, color=colour, tooltip=_told())
    ends = _kind("now").mark_point(filled=True, size=150, opacity=1, stroke="white", strokeWidth=1.5, clip=True)
    return [ring, lines, dots, ends.encode(x=x, y=y, color=colour, tooltip=_told())]


def _clickable(marks: alt.Chart, fields: list[str], x: alt.X, y: alt.Y) -> alt.Chart:
    told = [alt.Tooltip(f"{name}:Q", format=".3~f") for name in fields] + [alt.Tooltip("height:Q", format=".4~g")]
    return marks.encode(x=x, y=y, tooltip=told).add_params(alt.selection_point(name=START, fields=fields, clear=False))


def _told() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("who:N", title="optimizer"), alt.Tooltip("step:Q", format=","), alt.Tooltip("x:Q", format=".4~g"), alt.Tooltip("y:Q", format=".4~g"),
        alt.Tooltip("height:Q", format=".5~g"), alt.Tooltip("slope:Q", format=".3~g"), alt.Tooltip("rate:Q", title="learning rate", format=".3~g"),
    ]  # fmt: skip


def _colour(names: Sequence[str], racing: Sequence[str]) -> alt.Color:
    scale = alt.Scale(domain=list(names), range=[PALETTE[i % len(PALETTE)] for i in range(len(names))])
    return alt.Color("who:N", title=None, scale=scale, legend=alt.Legend(orient="top", values=list(racing), columns=4, symbolType="circle"))


def _axis(name: str, ends: tuple[float, float], title: str) -> Any:
    made = alt.X if name == "x" else alt.Y
    return made(
        f"{name}:Q", title=title, scale=alt.Scale(domain=list(ends), nice=False, zero=False), axis=alt.Axis(grid=False, tickCount=6)
    )


def _kind(kind: str) -> alt.Chart:
    return alt.Chart().transform_filter(f"datum.kind == '{kind}'")


def _placed(layers: list[alt.Chart], height: int) -> dict[str, Any]:
    spec = alt.LayerChart(layer=layers).properties(height=height).to_dict()
    spec.pop("datasets", None)
    spec.pop("config", None)
    return {**spec, "layer": [{name: part for name, part in one.items() if name != "data"} for one in spec["layer"]]}


def _of(walk: Walk, who: str, kind: str, at: np.ndarray) -> pd.DataFrame:
    y = walk.path[at, 1] if walk.path.shape[1] > 1 else np.full(len(at), np.nan)
    rates = np.append(walk.rates, walk.rates[-1:])[at]
    return _rows(kind, who=[who] * len(at), step=at, x=walk.path[at, 0], y=y, height=walk.height[at], slope=walk.slope[at], rate=rates)


def _drawn(last: int) -> np.ndarray:
    first = np.arange(min(last, EACH) + 1)
    return (
        first if last <= EACH else np.unique(np.concatenate([first, np.linspace(EACH, last, min(last - EACH, REST)).round().astype(int)]))
    )


def _rows(kind: str, **columns: Any) -> pd.DataFrame:
    """Rows of the one frame that all layers share; what a kind does not have is empty."""
    n = len(next(iter(columns.values())))
    texts = {name: [""] * n for name in ("who", "url")} | {"kind": [kind] * n}
    numbers = {name: np.full(n, np.nan) for name in COLUMNS if name not in texts}
    return pd.DataFrame({**texts, **numbers, **columns}, columns=list(COLUMNS)).astype(dict.fromkeys(numbers, float))
