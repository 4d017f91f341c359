"""Rows as points in a plane."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.distribution import hovered
from mllab.charts.palette import NOISE, PALETTE, SEQUENTIAL, colours

BRUSH = "brush"
WIDE = 1.5  # a picture is about that much wider than high
MARGIN = 1.06  # room around the outermost points
MOST_NAMED = 13  # names that a legend can hold: the 12 most frequent and "other"
ROOM, LETTER, LONGEST = 300, 7, 16  # pixels that a legend may be wide, that a letter takes, and letters of a name that are shown


def clusters(
    positions: np.ndarray,
    colour: Sequence[object] | np.ndarray,
    axes: tuple[str, str] = ("", ""),
    title: str = "group",
    numbers: bool = False,
    rows: np.ndarray | None = None,
    centers: np.ndarray | None = None,
    center_names: Sequence[str] = (),
    height: int = 420,
) -> alt.Chart:
    """Points (n, 1 or 2) coloured by `colour` (n,): names, or figures when `numbers`, the middle 98 % of them. "noise" is grey.

    A step is about as long on both axes, so that distances in the picture are distances. `centers` (k, 2) are drawn as diamonds. Dragging selects: the chart's selection `brush` holds the ranges of x and y.
    """
    frame = points(positions, colour, rows, numbers)
    if centers is not None and len(centers):
        frame = pd.concat([frame, _diamonds(centers, center_names, numbers)], ignore_index=True)
    brush = alt.selection_interval(name=BRUSH)
    is_point = alt.datum.what == "row"
    across, up = in_proportion(frame["x"], frame["y"])
    return (
        alt.Chart(frame)
        .mark_point(filled=True, strokeWidth=2)
        .encode(
            x=alt.X(
                "x:Q",
                title=axes[0],
                scale=alt.Scale(domain=across, nice=False),
                axis=alt.Axis(grid=False, tickCount=6, titleLimit=height),
            ),
            y=alt.Y(
                "y:Q",
                title=axes[1],
                scale=alt.Scale(domain=up, nice=False),
                axis=alt.Axis(grid=False, tickCount=6, titleLimit=height),
            ),
            color=_colour(frame, title, numbers),
            size=alt.Size("what:N", scale=alt.Scale(domain=["row", "center"], range=[point_size(len(positions)), 220]), legend=None),
            shape=alt.Shape("what:N", scale=alt.Scale(domain=["row", "center"], range=["circle", "diamond"]), legend=None),
            stroke=alt.condition(is_point, alt.value("transparent"), alt.value("white")),
            opacity=alt.condition(brush, alt.value(0.85), alt.value(0.12)),
            tooltip=[
                alt.Tooltip("colour:Q" if numbers else "colour:N", title=hovered(title)),
                alt.Tooltip("row:Q", title="row", format=","),
            ],
        )
        .add_params(brush)
        .properties(height=height)
    )


def in_proportion(x: pd.Series, y: pd.Series) -> tuple[list[float], list[float]]:
    """Ranges of the two axes in which a step is equally long on both, for a picture WIDE times as wide as it is high."""
    middles = [(float(values.max()) + float(values.min())) / 2 for values in (x, y)]
    half_x, half_y = (MARGIN * (float(values.max()) - float(values.min())) / 2 for values in (x, y))
    half = max(half_x, WIDE * half_y) or 1.0
    return [middles[0] - half, middles[0] + half], [middles[1] - half / WIDE, middles[1] + half / WIDE]


def points(
    positions: np.ndarray, colour: Sequence[object] | np.ndarray, rows: np.ndarray | None = None, numbers: bool = False
) -> pd.DataFrame:
    """The frame behind the picture: x, y, colour, row, what. A single axis gets a flat second one."""
    flat = np.zeros(len(positions)) if positions.shape[1] < 2 else positions[:, 1]
    shown = np.asarray(colour, dtype=np.float64) if numbers else [str(value) for value in colour]
    number = np.arange(len(positions)) if rows is None else rows
    return pd.DataFrame({"x": positions[:, 0].astype(float), "y": flat.astype(float), "colour": shown, "row": number, "what": "row"})


def inside(positions: np.ndarray, selection: dict[str, list[float]]) -> np.ndarray:
    """The positions (indices) of the points within the ranges that a brush selected; none for an empty selection."""
    if not selection:
        return np.empty(0, dtype=int)
    flat = np.zeros(len(positions)) if positions.shape[1] < 2 else positions[:, 1]
    kept = np.ones(len(positions), dtype=bool)
    for name, values in (("x", positions[:, 0]), ("y", flat)):
        if name in selection:
            low, high = sorted(selection[name])
            kept &= (values >= low) & (values <= high)
    return np.flatnonzero(kept)


def group_scale(listed: list[str]) -> alt.Scale:
    """Colours of groups: group 1 has the first colour in every picture, whichever groups are there. Other names in their order."""
    if not all(name.isdigit() or name == "noise" for name in listed):
        return colours(listed, noise="noise")
    chosen = [NOISE if name == "noise" else PALETTE[(int(name) - 1) % len(PALETTE)] for name in listed]
    return alt.Scale(domain=listed, range=chosen)


def legend(names: Sequence[str]) -> alt.Legend | None:
    """The legend of groups: below the picture, in as many columns as a telephone has room for; none for many names: pointing at a row says its group."""
    if len(names) > MOST_NAMED:
        return None
    longest = min(max(map(len, names)), LONGEST)
    return alt.Legend(
        orient="bottom", columns=min(len(names), ROOM // (30 + LETTER * longest)), labelLimit=LETTER * LONGEST, symbolStrokeWidth=0
    )


def point_size(n: int) -> float:
    """Smaller points when there are more of them."""
    return float(np.clip(18_000 / max(n, 1), 14, 70))


def order(names: Sequence[str]) -> list[str]:
    """Names in the order of a legend: numbers by size, then words, noise last."""
    return sorted(set(names), key=lambda name: (name == "noise", not name.isdigit(), int(name) if name.isdigit() else 0, name))


def _diamonds(centers: np.ndarray, names: Sequence[str], numbers: bool) -> pd.DataFrame:
    flat = np.zeros(len(centers)) if centers.shape[1] < 2 else centers[:, 1]
    colour = [None] * len(centers) if numbers else list(names)
    return pd.DataFrame({"x": centers[:, 0].astype(float), "y": flat.astype(float), "colour": colour, "row": None, "what": "center"})


def _colour(frame: pd.DataFrame, title: str, numbers: bool) -> alt.Color:
    if numbers:
        scale = _spread(frame["colour"].to_numpy(dtype=float))
        return alt.Color("colour:Q", title=title, scale=scale, legend=alt.Legend(orient="bottom", gradientLength=200))
    names = order(list(frame["colour"]))
    return alt.Color("colour:N", title=title, scale=group_scale(names), legend=legend(names))


def _spread(values: np.ndarray) -> alt.Scale:
    """From the 1st to the 99th percentile, so that a few far values do not leave all others one colour."""
    known = values[np.isfinite(values)]
    low, high = np.quantile(known, [0.01, 0.99]) if len(known) else (0.0, 0.0)
    return alt.Scale(scheme=SEQUENTIAL, domain=[float(low), float(high)], clamp=True) if low < high else alt.Scale(scheme=SEQUENTIAL)
