"""What a model says over a plane of two columns, and where it is wrong: colours behind, rows in front.

The colours are one image in the data, since thousands of marks would be slow to draw. While a slider moves, the picture itself stays the same and
only its data are sent, in three parts: the image, the rings around what is wrong, and the rows, which do not change and are not drawn anew: to compute
a thousand marks takes the browser longer than all else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.names import written
from mllab.charts.palette import PALETTE
from mllab.charts.png import png, rgb

MOST = 1_000  # rows drawn
PALE = 0.55  # how much of the colour is left where the model is sure
LOW, HIGH = "#2166AC", "#B2182B"
CANVAS = {
    "embedOptions": {"renderer": "canvas"}
}  # an element of the page for every row, with words for each, takes a browser ten times as long
ROWS, RINGS, FIELD = "rows", "rings", "field"


@dataclass(frozen=True, eq=False)
class Side:
    """One axis: its title, the two outer ends, the names of its classes (at 0, 1 ...), and whether it counts days."""

    title: str
    ends: tuple[float, float]
    names: Sequence[str] = ()
    days: bool = False


@dataclass(frozen=True, eq=False)
class Judged:
    """Rows in front: where they lie (v, 2), NaN for nowhere, what is true and what was said (as texts), whether it is wrong, their group or number."""

    place: np.ndarray
    true: Sequence[str]
    said: Sequence[str]
    wrong: np.ndarray
    colour: np.ndarray


def parts(image: str, judged: Judged) -> dict[str, pd.DataFrame]:
    """The data of a picture by their names: at most MOST rows that judge, the rings around those that are wrong, and the colours behind them."""
    shown = np.flatnonzero(np.isfinite(judged.place).all(axis=1))[:MOST]
    wrong = shown[np.asarray(judged.wrong)[shown]]
    rings = _placed(judged, wrong).assign(said=[judged.said[row] for row in wrong])
    nowhere = pd.DataFrame(
        {"x": [np.nan], "y": [np.nan], "true": [""], "said": [""]}
    )  # so that there is always a row: the browser keeps its place
    return {
        ROWS: _placed(judged, shown).assign(colour=np.asarray(judged.colour)[shown]),
        RINGS: pd.concat([rings, nowhere], ignore_index=True) if len(rings) else nowhere,
        FIELD: pd.DataFrame({"url": [image]}),
    }


def _placed(judged: Judged, rows: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame({"x": judged.place[rows, 0], "y": judged.place[rows, 1], "true": [judged.true[row] for row in rows]})


def class_colours(shares: np.ndarray) -> str:
    """Probabilities (r, c, k) as an image, the surer the stronger; row 0 at the bottom."""
    k = shares.shape[2]
    wheel = np.array([rgb(PALETTE[i % len(PALETTE)]) for i in range(k)])
    sure = (shares.max(axis=2) - 1 / k) / (1 - 1 / k or 1)
    return png(wheel[shares.argmax(axis=2)], 0.05 + PALE * sure)


def number_colours(values: np.ndarray, extent: tuple[float, float]) -> str:
    """Numbers (r, c) as an image, from the low to the high colour of `extent`; row 0 at the bottom."""
    low, high = extent
    share = np.clip((values - low) / (high - low or 1), 0, 1)[..., None]
    return png((1 - share) * np.array(rgb(LOW)) + share * np.array(rgb(HIGH)), np.full(values.shape, PALE))


def classes(names: Sequence[str], sides: tuple[Side, Side], rows: int, height: int = 380) -> dict[str, Any]:
    """The picture of about so many rows, without its data: rows in the colour of their true class, wrong ones ringed."""
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
    places = [
        alt.Tooltip("x:Q", title=sides[0].title, format=".4~g"),
        alt.Tooltip("y:Q", title=sides[1].title, format=".4~g"),
    ]
    whole: dict[str, Any] = {"width": alt.expr("width"), "height": alt.expr("height"), "align": "left", "baseline": "top", "aria": False}
    field = alt.Chart(alt.NamedData(FIELD)).mark_image(aspect=False, **whole).encode(x=alt.value(0), y=alt.value(0), url="url:N")
    dots = alt.Chart(alt.NamedData(ROWS)).mark_point(
        filled=True, opacity=1, stroke="white", strokeWidth=0.5, clip=True, size=_size(rows), aria=False
    )
    rings = alt.Chart(alt.NamedData(RINGS)).mark_point(
        filled=True, fillOpacity=0, size=2.5 * _size(rows), stroke="black", strokeWidth=1.2, strokeOpacity=0.9, clip=True, aria=False
    )
    layers = [
        field,
        dots.encode(x=x, y=y, color=colour, tooltip=[alt.Tooltip("true:N"), *places]),
        rings.encode(x=x, y=y, tooltip=[alt.Tooltip("true:N"), alt.Tooltip("said:N"), *places]),
    ]
    spec: dict[str, Any] = alt.LayerChart(layer=layers).properties(height=height, usermeta=CANVAS).to_dict()
    return spec


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
