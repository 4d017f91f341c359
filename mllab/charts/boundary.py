"""What a model says over a plane of two columns, and where it is wrong: colours behind, rows in front.

The colours are one image in the data, since thousands of marks would be slow to draw; the picture itself stays the same while a slider moves, and
only its data are sent.
"""

import base64
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.names import written
from mllab.charts.palette import PALETTE

MOST = 1_000  # rows drawn
PALE = 0.55  # how much of the colour is left where the model is sure
LOW, HIGH = "#2166AC", "#B2182B"


@dataclass(frozen=True, eq=False)
class Side:
    """One axis: its title, the two outer ends, the names of its classes (at 0, 1 ...), and whether it counts days."""

    title: str
    ends: tuple[float, float]
    names: Sequence[str] = ()
    days: bool = False


@dataclass(frozen=True, eq=False)
class Judged:
    """Rows in front: where they lie (v, 2), what is true and what was said (as texts), whether it is wrong, their group or number."""

    place: np.ndarray
    true: Sequence[str]
    said: Sequence[str]
    wrong: np.ndarray
    colour: np.ndarray


def frame(image: str, judged: Judged) -> pd.DataFrame:
    """All that moves with a slider: at most MOST rows that judge, and a last row with the colours behind them."""
    rows = pd.DataFrame({"x": judged.place[:, 0], "y": judged.place[:, 1], "true": list(judged.true), "said": list(judged.said)})
    rows["wrong"], rows["colour"], rows["url"] = judged.wrong, judged.colour, ""
    rows = rows.dropna(subset=["x", "y"]).head(MOST).reset_index(drop=True)
    behind = {"x": np.nan, "y": np.nan, "true": "", "said": "", "wrong": False, "colour": np.nan, "url": image}
    return pd.concat([rows, pd.DataFrame([behind])], ignore_index=True)


def class_colours(shares: np.ndarray) -> str:
    """Probabilities (r, c, k) as an image, the surer the stronger; row 0 at the bottom."""
    k = shares.shape[2]
    wheel = np.array([_rgb(PALETTE[i % len(PALETTE)]) for i in range(k)])
    sure = (shares.max(axis=2) - 1 / k) / (1 - 1 / k or 1)
    return _image(wheel[shares.argmax(axis=2)], 0.05 + PALE * sure)


def number_colours(values: np.ndarray, extent: tuple[float, float]) -> str:
    """Numbers (r, c) as an image, from the low to the high colour of `extent`; row 0 at the bottom."""
    low, high = extent
    share = np.clip((values - low) / (high - low or 1), 0, 1)[..., None]
    return _image((1 - share) * np.array(_rgb(LOW)) + share * np.array(_rgb(HIGH)), np.full(values.shape, PALE))


def classes(names: Sequence[str], sides: tuple[Side, Side], rows: int, height: int = 380) -> dict[str, Any]:
    """The picture of a frame of about so many rows, without its data: rows in the colour of their true class, wrong ones ringed."""
    scale = alt.Scale(domain=list(names), range=[PALETTE[i % len(PALETTE)] for i in range(len(names))])
    legend = alt.Legend(orient="top", columns=4, labelLimit=120, symbolLimit=12)
    return _drawn(sides, rows, alt.Color("true:N", title=None, scale=scale, legend=legend), height)


def numbers(extent: tuple[float, float], title: str, sides: tuple[Side, Side], rows: int, height: int = 380) -> dict[str, Any]:
    """The same for numbers: rows in the colour of what is true, from low to high of `extent`; those with the largest errors ringed."""
    scale = alt.Scale(domain=list(extent), range=[LOW, HIGH], clamp=True, interpolate="rgb")
    legend = alt.Legend(orient="top", gradientLength=160, titleLimit=160)
    return _drawn(sides, rows, alt.Color("colour:Q", title=title, scale=scale, legend=legend), height)


def _drawn(sides: tuple[Side, Side], rows: int, colour: alt.Color, height: int) -> dict[str, Any]:
    x, y = (_axis(name, side) for name, side in zip(("x", "y"), sides, strict=True))
    told = [
        alt.Tooltip("true:N"),
        alt.Tooltip("said:N"),
        alt.Tooltip("x:Q", title=sides[0].title, format=".4~g"),
        alt.Tooltip("y:Q", title=sides[1].title, format=".4~g"),
    ]
    whole: dict[str, Any] = {"width": alt.expr("width"), "height": alt.expr("height"), "align": "left", "baseline": "top"}
    base = alt.Chart()
    behind = base.transform_filter("datum.url != ''").mark_image(aspect=False, **whole)
    field = behind.encode(x=alt.value(0), y=alt.value(0), url="url:N")
    points = base.transform_filter("datum.url == ''")
    dots = points.mark_point(filled=True, opacity=1, stroke="white", strokeWidth=0.5, clip=True, size=_size(rows))
    rings = points.transform_filter("datum.wrong").mark_point(
        filled=False, size=2.5 * _size(rows), strokeWidth=1.2, color="black", opacity=0.9, clip=True
    )
    layers = [field, dots.encode(x=x, y=y, color=colour, tooltip=told), rings.encode(x=x, y=y)]
    spec = alt.LayerChart(layer=layers).properties(height=height).to_dict()
    spec.pop("datasets")
    return {**spec, "layer": [{name: part for name, part in layer.items() if name != "data"} for layer in spec["layer"]]}


def _size(rows: int) -> float:
    """Square pixels of a point: less where there are many."""
    return float(np.clip(9_000 / max(rows, 1), 14, 60))


def _axis(name: str, side: Side) -> alt.X | alt.Y:
    made = alt.X if name == "x" else alt.Y
    axis = alt.Axis(grid=False, tickCount=6, titleLimit=300)
    if side.names:
        axis = alt.Axis(
            grid=False, values=list(range(len(side.names))), labelExpr=f"{written(side.names)}[datum.value]", labelLimit=90, titleLimit=300
        )
    elif side.days:
        axis = alt.Axis(grid=False, tickCount=6, labelExpr="utcFormat(datum.value * 86400000, '%Y-%m-%d')", titleLimit=300)
    return made(f"{name}:Q", title=side.title, scale=alt.Scale(domain=list(side.ends), nice=False), axis=axis)


def _image(colours: np.ndarray, alpha: np.ndarray) -> str:
    """(r, c, 3) colours of 0 to 255 and (r, c) opacities of 0 to 1, row 0 at the bottom, as the address of a PNG. Source: PNG, ISO/IEC 15948."""
    pixels = np.concatenate([colours, 255 * np.clip(alpha, 0, 1)[..., None]], axis=2).round().astype(np.uint8)[::-1]
    rows, columns = pixels.shape[:2]
    lines = np.concatenate([np.zeros((rows, 1), np.uint8), pixels.reshape(rows, -1)], axis=1).tobytes()
    header = struct.pack(">IIBBBBB", columns, rows, 8, 6, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(lines, 1)) + _chunk(b"IEND", b"")
    return "data:image/png;base64," + base64.b64encode(made).decode()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue
