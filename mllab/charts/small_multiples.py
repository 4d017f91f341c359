"""Many small pictures of the same rows beside each other."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.association import labels
from mllab.charts.distribution import hovered
from mllab.charts.palette import NOISE, PALETTE, SEQUENTIAL
from mllab.charts.scatter import group_scale, legend, order

MOST = 5_000  # marks of a picture
WIDTH = 640  # pixels that a grid takes at most


def small_multiples(
    positions: Sequence[np.ndarray],
    titles: Sequence[str],
    colours: Sequence[object] | np.ndarray | None = None,
    title: str = "",
    columns: int | None = None,
    side: int | None = None,
    seed: int = 0,
) -> alt.FacetChart:
    """A grid of pictures (n, m) under their `titles`, all coloured by `colours` (n,): names, or figures when they are numbers (NaN is grey).

    Each is brought to the same size; a step is as long on both of its axes. At most 5,000 marks in all: of more rows the same seeded
    sample is drawn in each, and the title says so. Of three axes the first two are shown. `side` is the size of one in pixels.
    """
    n = len(positions[0])
    rows = sampled(n, max(1, MOST // len(positions)), seed)
    across = columns or min(len(positions), 4 if len(positions) > 6 else 3)
    edge = side or min(240, WIDTH // across - 10)
    frame = pd.concat([_panel(picture[rows], number) for number, picture in enumerate(positions)], ignore_index=True)
    frame["row"] = np.tile(rows, len(positions))
    picture = _coloured(frame, colours, rows, title, float(np.clip(6_000 / len(rows), 5, 24))).properties(width=edge, height=edge)
    header = alt.Header(title=None, labelExpr=labels(titles), labelOrient="top", labelLimit=edge, labelPadding=4)
    return picture.facet(alt.Facet("panel:O", header=header), columns=across, spacing=8).properties(title=shown(len(rows), n))


def sampled(n: int, most: int, seed: int) -> np.ndarray:
    """At most `most` of n rows, drawn by the seed, in order."""
    return np.arange(n) if n <= most else np.sort(np.random.default_rng(seed).choice(n, most, replace=False))


def flat(positions: np.ndarray) -> np.ndarray:
    """The first two axes (..., 2) as float64; a single axis gets a flat second one."""
    two = positions[..., :2].astype(np.float64)
    return two if two.shape[-1] == 2 else np.concatenate([two, np.zeros_like(two)], axis=-1)


def shown(drawn: int, of: int) -> alt.TitleParams:
    """What is said above a picture that cannot draw all rows; nothing where it does."""
    said = "" if drawn == of else f"a random {drawn:,} of {of:,} rows"
    return alt.TitleParams(said, fontSize=11, fontWeight="normal", anchor="start", color=NOISE)


def _panel(picture: np.ndarray, number: int) -> pd.DataFrame:
    places = flat(picture)
    low, high = places.min(axis=0), places.max(axis=0)
    placed = (places - (low + high) / 2) / (float((high - low).max()) / 2 or 1.0)
    return pd.DataFrame({"x": placed[:, 0], "y": placed[:, 1], "panel": number})


def _coloured(
    frame: pd.DataFrame, colours: Sequence[object] | np.ndarray | None, rows: np.ndarray, title: str, area: float
) -> alt.Chart | alt.LayerChart | alt.FacetChart:
    row = alt.Tooltip("row:Q", format=",")
    if colours is None or not len(colours):
        return _points(frame, area).encode(color=alt.value(PALETTE[0]), tooltip=[row])
    times = len(frame) // len(rows)
    if isinstance(colours, np.ndarray) and colours.dtype.kind in "fiu":
        frame["colour"] = np.tile(colours[rows].astype(np.float64), times)
        told = [row, alt.Tooltip("colour:Q", title=hovered(title or "colour"), format=".3~g")]
        unknown = _points(frame, area).transform_filter("!isValid(datum.colour)").encode(color=alt.value(NOISE), tooltip=[row])
        known = _points(frame, area).transform_filter("isValid(datum.colour)").encode(color=_figures(frame, title), tooltip=told)
        return alt.layer(unknown, known)
    frame["colour"] = np.tile([str(colours[row]) for row in rows], times)
    names = order(list(frame["colour"]))
    colour = alt.Color("colour:N", title=title or None, scale=group_scale(names), legend=legend(names))
    return _points(frame, area).encode(color=colour, tooltip=[row, alt.Tooltip("colour:N", title=hovered(title or "colour"))])


def _points(frame: pd.DataFrame, area: float) -> alt.Chart:
    axis = alt.Axis(labels=False, ticks=False, grid=False, title=None, domain=False)
    scale = alt.Scale(domain=[-1.06, 1.06], nice=False)
    marks = alt.Chart(frame).mark_point(filled=True, opacity=0.8, size=area)
    return marks.encode(x=alt.X("x:Q", axis=axis, scale=scale), y=alt.Y("y:Q", axis=axis, scale=scale))


def _figures(frame: pd.DataFrame, title: str) -> alt.Color:
    """From the 1st to the 99th percentile of the figures that there are."""
    known = frame["colour"].to_numpy()[np.isfinite(frame["colour"])]
    low, high = np.quantile(known, [0.01, 0.99]) if len(known) else (0.0, 0.0)
    scale = alt.Scale(scheme=SEQUENTIAL, domain=[float(low), float(high)] if low < high else alt.Undefined, clamp=True)
    return alt.Color("colour:Q", title=title or None, scale=scale, legend=alt.Legend(orient="bottom", gradientLength=200))
