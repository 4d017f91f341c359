"""A plane divided among classes: colours behind, lines, points, rings around some of them, and one place that is asked about.

The picture stays the same while a slider moves and only its data are sent, so that the browser keeps it.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.boundary import CANVAS, FIELD, RINGS, ROWS
from mllab.charts.palette import NOISE, PALETTE

LINES, HERE, SPOTS, PATCH, WORDS = "lines", "here", "spots", "patch", "words"
PLACE, ROW = "place", "row"  # what can be selected
SPOT = (40, 32)  # places that can be clicked, across and up
HEIGHT = 440


@dataclass(frozen=True, eq=False)
class Dots:
    """Points (n, 2), the class of each and what else is said of it; `size` (n,) in square pixels, else as fits their number; `rings` the rows that are ringed;
    `number` (n,) what the points are called, else their row."""

    place: np.ndarray
    true: Sequence[str]
    told: Sequence[str] = ()
    size: np.ndarray | None = None
    rings: np.ndarray | None = None
    number: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class Lines:
    """Straight lines (s, 4) as x, y, x2, y2, all of one colour."""

    at: np.ndarray
    ink: str = NOISE
    width: float = 1.0
    dashed: bool = False


def plane(
    classes: Sequence[str],
    titles: tuple[str, str],
    ends: np.ndarray,
    ink: str,
    height: int = HEIGHT,
    select: str = "",
    bare: bool = False,
) -> dict[str, Any]:
    """The picture without its data: `ends` (2, 2) of both axes, `ink` for rings and the place asked about.

    `select` is PLACE or ROW: what a click takes; `bare` has no axes, for what is seen in three dimensions.
    """
    x, y = (_axis(name, title, pair, bare) for name, title, pair in zip(("x", "y"), titles, ends, strict=True))
    layers = [
        *([] if bare else [_field()]),
        _patch(x, y),
        _lines(x, y),
        *([_spots(x, y, height)] if select == PLACE else []),
        *_dots(x, y, classes, titles, ink, select == ROW),
    ]
    here = alt.Chart(alt.NamedData(HERE)).mark_point(
        shape="diamond", filled=True, size=190, color=ink, stroke="white", opacity=1, clip=True
    )
    words = alt.Chart(alt.NamedData(WORDS)).mark_text(fontSize=12).encode(x=x, y=y, text="text:N")
    spec: dict[str, Any] = (
        alt.LayerChart(layer=[*layers, here.encode(x=x, y=y), words]).properties(height=height, usermeta=CANVAS).to_dict()
    )
    spec.pop("config", None)
    return spec


def parts(
    dots: Dots,
    lines: Sequence[Lines] = (),
    image: str = "",
    here: np.ndarray | None = None,
    spots: np.ndarray | None = None,
    patch: Sequence[np.ndarray] = (),
    words: Sequence[tuple[float, float, str]] = (),
) -> dict[str, pd.DataFrame]:
    """The data of a picture by their names. Each has at least one row, if of nothing, so that the browser keeps its place.

    `image` lies behind, `here` (2,) is asked about, `spots` (m, 2) can be clicked, `patch` are polygons (v, 2) in grey.
    """
    size = np.full(len(dots.place), point_size(len(dots.place))) if dots.size is None else dots.size
    rows = pd.DataFrame(
        {
            "x": dots.place[:, 0],
            "y": dots.place[:, 1],
            "true": list(dots.true),
            "size": size,
            "row": np.arange(len(size)) if dots.number is None else dots.number,
        }
    )
    rows["told"] = list(dots.told) or [""] * len(rows)
    rings = rows.iloc[np.asarray([] if dots.rings is None else dots.rings, int)][["x", "y", "size"]].assign(
        size=lambda found: found["size"] * 2.2 + 40
    )
    return {
        FIELD: pd.DataFrame({"url": [image]}),
        LINES: _or_nothing([_listed(one) for one in lines], ["x", "y", "x2", "y2", "width"], ["ink", "dashed"]),
        ROWS: rows,
        RINGS: _or_nothing([rings], ["x", "y", "size"], []),
        HERE: pd.DataFrame(np.full((1, 2), np.nan) if here is None else np.asarray(here, float)[None], columns=["x", "y"]),
        SPOTS: pd.DataFrame(np.full((1, 2), np.nan) if spots is None else spots, columns=["x", "y"]),
        PATCH: _or_nothing([_corners(which, one) for which, one in enumerate(patch)], ["x", "y", "place", "which"], []),
        WORDS: _or_nothing([pd.DataFrame(list(words), columns=["x", "y", "text"])], ["x", "y"], ["text"]),
    }


def filled(spec: dict[str, Any], data: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """The picture with those of the data that it draws."""
    return {**deepcopy(spec), "datasets": {layer["data"]["name"]: data[layer["data"]["name"]] for layer in spec["layer"]}}


def point_size(n: int) -> float:
    """Square pixels of a point: less where there are many."""
    return float(np.clip(12_000 / max(n, 1), 22, 70))


def box_lines(box: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """(4, 4) the sides of a box (2, 2), which may reach to infinity, within the ends of the picture."""
    (a, b), (c, d) = np.clip(box, ends[:, :1], ends[:, 1:])
    return np.array([[a, c, b, c], [b, c, b, d], [b, d, a, d], [a, d, a, c]])


def cut_line(column: int, threshold: float, box: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """(1, 4) the line on which a column has this value, through a box (2, 2)."""
    (a, b), (c, d) = np.clip(box, ends[:, :1], ends[:, 1:])
    return np.array([[threshold, c, threshold, d] if column == 0 else [a, threshold, b, threshold]])


def ring_lines(corners: np.ndarray) -> np.ndarray:
    """(v - 1, 4) the lines from each corner (v, 2) to the next."""
    return np.concatenate([corners[:-1], corners[1:]], axis=1)


def _field() -> alt.Chart:
    whole: dict[str, Any] = {"width": alt.expr("width"), "height": alt.expr("height"), "align": "left", "baseline": "top", "aria": False}
    return alt.Chart(alt.NamedData(FIELD)).mark_image(aspect=False, **whole).encode(x=alt.value(0), y=alt.value(0), url="url:N")


def _patch(x: Any, y: Any) -> alt.Chart:
    marks = alt.Chart(alt.NamedData(PATCH)).mark_line(
        fill=NOISE, fillOpacity=0.28, stroke=NOISE, strokeWidth=1, interpolate="linear-closed"
    )
    return marks.encode(x=x, y=y, order="place:Q", detail="which:N")


def _lines(x: Any, y: Any) -> alt.Chart:
    return alt.Chart(alt.NamedData(LINES)).mark_rule(clip=True, aria=False, strokeCap="round").encode(
        x=x, y=y, x2="x2:Q", y2="y2:Q", stroke=alt.Stroke("ink:N", scale=None, legend=None), strokeWidth=alt.StrokeWidth("width:Q", scale=None),
        strokeDash=alt.condition("datum.dashed", alt.value([6, 4]), alt.value([1, 0])),
    )  # fmt: skip


def _spots(x: Any, y: Any, height: int) -> alt.Chart:
    marks = alt.Chart(alt.NamedData(SPOTS)).mark_square(size=(height / SPOT[1]) ** 2 * 1.8, opacity=0, cursor="crosshair", aria=False)
    return marks.encode(x=x, y=y).add_params(alt.selection_point(name=PLACE, fields=["x", "y"], clear=False))


def _dots(x: Any, y: Any, classes: Sequence[str], titles: tuple[str, str], ink: str, click: bool) -> list[alt.Chart]:
    scale = alt.Scale(domain=list(classes), range=[PALETTE[i % len(PALETTE)] for i in range(len(classes))])
    legend = alt.Legend(orient="top", columns=4, labelLimit=120, symbolLimit=12, symbolStrokeWidth=0, symbolSize=90)
    told = [
        alt.Tooltip("row:Q", title="point"), alt.Tooltip("true:N", title="class"), alt.Tooltip("told:N", title="here"),
        *(alt.Tooltip(f"{name}:Q", title=title, format=".4~g") for name, title in zip(("x", "y"), titles, strict=True) if title),
    ]  # fmt: skip
    size = alt.Size("size:Q", scale=None, legend=None)
    dots = alt.Chart(alt.NamedData(ROWS)).mark_point(
        filled=True, opacity=1, stroke="white", strokeWidth=0.6, clip=True, aria=False, cursor="pointer" if click else "default"
    )
    dots = dots.encode(x=x, y=y, color=alt.Color("true:N", title=None, scale=scale, legend=legend), size=size, tooltip=told)
    if click:
        dots = dots.add_params(alt.selection_point(name=ROW, fields=["row"], clear=False))
    rings = alt.Chart(alt.NamedData(RINGS)).mark_point(filled=False, stroke=ink, strokeWidth=1.8, opacity=1, clip=True, aria=False)
    return [rings.encode(x=x, y=y, size=size), dots]


def _listed(lines: Lines) -> pd.DataFrame:
    found = pd.DataFrame(np.asarray(lines.at, float).reshape(-1, 4), columns=["x", "y", "x2", "y2"])
    return found.assign(width=float(lines.width), ink=lines.ink, dashed=bool(lines.dashed))


def _corners(which: int, polygon: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame({"x": polygon[:, 0], "y": polygon[:, 1], "place": np.arange(len(polygon), dtype=float), "which": float(which)})


def _or_nothing(found: Sequence[pd.DataFrame], numbers: Sequence[str], others: Sequence[str]) -> pd.DataFrame:
    there = [one for one in found if len(one)]
    if there:
        return pd.concat(there, ignore_index=True)
    return pd.DataFrame({**{name: [np.nan] for name in numbers}, **{name: [""] for name in others}})


def _axis(name: str, title: str, ends: np.ndarray, bare: bool) -> Any:
    made = alt.X if name == "x" else alt.Y
    scale = alt.Scale(domain=[float(end) for end in ends], nice=False, zero=False)
    return made(f"{name}:Q", title=title or None, scale=scale, axis=None if bare else alt.Axis(grid=False, tickCount=6, titleLimit=300))
