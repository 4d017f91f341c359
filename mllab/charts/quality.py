"""How far a picture can be trusted: curves over the neighborhood size, the Shepard diagram, and what another seed moves."""

from typing import Protocol

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE, SEQUENTIAL
from mllab.charts.scatter import in_proportion, point_size
from mllab.charts.small_multiples import MOST, flat, sampled, shown, small_multiples

__all__ = ["curves", "shepard", "small_multiples", "spread"]

MEASURES = {"trustworthiness": PALETTE[0], "continuity": PALETTE[2], "neighbor recall": PALETTE[1], "recall by chance": NOISE}


class Distances(Protocol):
    """Pairs per bin, `counts` (b, b), by the distance in the data and in the picture with edges (b + 1,); a `line` (b,) through them."""

    @property
    def original(self) -> np.ndarray: ...
    @property
    def drawn(self) -> np.ndarray: ...
    @property
    def counts(self) -> np.ndarray: ...
    @property
    def line(self) -> np.ndarray: ...


class Judged(Protocol):
    """Curves (c,) over the neighborhood sizes `ks` (c,), and the distances."""

    @property
    def ks(self) -> np.ndarray: ...
    @property
    def trustworthiness(self) -> np.ndarray: ...
    @property
    def continuity(self) -> np.ndarray: ...
    @property
    def recall(self) -> np.ndarray: ...
    @property
    def chance(self) -> np.ndarray: ...
    @property
    def shepard(self) -> Distances: ...


class Moved(Protocol):
    """Places of the same rows in several `pictures` (s, n, m), and their `spread` (n,)."""

    @property
    def pictures(self) -> np.ndarray: ...
    @property
    def spread(self) -> np.ndarray: ...


def curves(quality: Judged, k: int | None = None, height: int = 260) -> alt.LayerChart:
    """Trustworthiness, continuity and neighbor recall over k, with the recall by chance; `k` in use as a thin line. Pointing reads all four."""
    values = (quality.trustworthiness, quality.continuity, quality.recall, quality.chance)
    wide = pd.DataFrame({"k": quality.ks, **{f"v{i}": column for i, column in enumerate(values)}})
    frame = pd.concat(
        [pd.DataFrame({"k": quality.ks, "value": column, "measure": name}) for name, column in zip(MEASURES, values, strict=True)]
    )
    scale = alt.Scale(domain=list(MEASURES), range=list(MEASURES.values()))
    dashes = alt.Scale(domain=list(MEASURES), range=[[1, 0], [1, 0], [1, 0], [4, 3]])
    key = alt.Legend(orient="bottom", columns=2, labelLimit=160, symbolType="stroke", symbolStrokeWidth=3)
    x = alt.X(
        "k:Q",
        title="neighbors k",
        scale=alt.Scale(type="log", nice=False),
        axis=alt.Axis(grid=False, format="d", values=_ticks(quality.ks)),
    )
    y = alt.Y("value:Q", title=None, scale=alt.Scale(domain=[0, 1], clamp=True), axis=alt.Axis(tickCount=5))
    lines = (
        alt.Chart(frame)
        .mark_line(strokeWidth=2)
        .encode(
            x=x,
            y=y,
            color=alt.Color("measure:N", title=None, scale=scale, legend=key),
            strokeDash=alt.StrokeDash("measure:N", title=None, scale=dashes, legend=None),
        )
    )
    at = alt.selection_point(name="at", fields=["k"], nearest=True, on="pointerover", empty=False, clear="pointerout")
    told = [alt.Tooltip("k:Q", format=","), *(alt.Tooltip(f"v{i}:Q", title=name, format=".3f") for i, name in enumerate(MEASURES))]
    rule = (
        alt.Chart(wide)
        .mark_rule(color=NOISE, strokeWidth=1)
        .encode(x=x, opacity=alt.condition(at, alt.value(1), alt.value(0)), tooltip=told)
        .add_params(at)
    )
    used = alt.Chart(pd.DataFrame({"k": [] if k is None else [k]})).mark_rule(color=NOISE, strokeDash=[2, 2]).encode(x=x)
    return (used + lines + rule).properties(height=height)


def _ticks(ks: np.ndarray) -> list[int]:
    return [k for k in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000) if k <= ks[-1]]


def shepard(quality: Judged, height: int = 260) -> alt.LayerChart:
    """The Shepard diagram (Shepard 1962): pairs of rows by their distance in the data and in the picture, the darker the more.

    The line rises only and goes through the middle of the pairs (Kruskal 1964): a picture that keeps the order of distances lies on it.
    """
    distances = quality.shepard
    i, j = np.nonzero(distances.counts)
    frame = pd.DataFrame(
        {
            "x": distances.original[i],
            "x2": distances.original[i + 1],
            "y": distances.drawn[j],
            "y2": distances.drawn[j + 1],
            "pairs": distances.counts[i, j],
        }
    )
    x = alt.X("x:Q", title="distance in the data", scale=alt.Scale(nice=False), axis=alt.Axis(grid=False, tickCount=6))
    y = alt.Y("y:Q", title="in the picture", scale=alt.Scale(nice=False), axis=alt.Axis(grid=False, tickCount=5))
    shade = alt.Scale(type="sqrt", domain=[0, int(distances.counts.max())], range=[0.06, 1])
    tiles = (
        alt.Chart(frame)
        .mark_rect(color=PALETTE[4])
        .encode(
            x=x,
            x2="x2",
            y=y,
            y2="y2",
            opacity=alt.Opacity("pairs:Q", scale=shade, legend=None),
            tooltip=[
                alt.Tooltip("x:Q", title="in the data from", format=".3~g"),
                alt.Tooltip("y:Q", title="in the picture from", format=".3~g"),
                alt.Tooltip("pairs:Q", format=","),
            ],
        )
    )
    middles = (distances.original[:-1] + distances.original[1:]) / 2
    line = pd.DataFrame({"x": middles, "y": distances.line}).dropna()
    rising = alt.Chart(line).mark_line(color=PALETTE[5], strokeWidth=2.5).encode(x=x, y=y)
    return (tiles + rising).properties(height=height)


def spread(moved: Moved, axes: tuple[str, str] = ("", ""), seed: int = 0, height: int = 420) -> alt.LayerChart:
    """Each row in the middle of its places, coloured by their spread, with a thread to each place: what moves depends on the seed only.

    At most 5,000 marks: of more rows a seeded sample is drawn, and the title says so. Of three axes the first two are shown.
    """
    n = moved.pictures.shape[1]
    rows = sampled(n, MOST // (len(moved.pictures) + 1), seed)
    places = flat(moved.pictures[:, rows])
    middles = places.mean(axis=0)
    frame = pd.DataFrame({"x": middles[:, 0], "y": middles[:, 1], "spread": moved.spread[rows], "row": rows}).sort_values("spread")
    threads = pd.DataFrame(
        {
            "x": places[:, :, 0].ravel(),
            "y": places[:, :, 1].ravel(),
            "x2": np.tile(middles[:, 0], len(places)),
            "y2": np.tile(middles[:, 1], len(places)),
        }
    )
    across, up = in_proportion(threads["x"], threads["y"])
    x = alt.X("x:Q", title=axes[0], scale=alt.Scale(domain=across, nice=False), axis=alt.Axis(grid=False, tickCount=6))
    y = alt.Y("y:Q", title=axes[1], scale=alt.Scale(domain=up, nice=False), axis=alt.Axis(grid=False, tickCount=6))
    high = float(np.nanquantile(moved.spread, 0.99)) if np.isfinite(moved.spread).any() else 0.0
    colour = alt.Color(
        "spread:Q",
        title="spread over seeds",
        scale=alt.Scale(scheme=SEQUENTIAL, domain=[0, max(high, 1e-6)], clamp=True),
        legend=alt.Legend(orient="bottom", gradientLength=200),
    )
    lines = alt.Chart(threads).mark_rule(color=NOISE, opacity=0.35, strokeWidth=0.8, clip=True).encode(x=x, y=y, x2="x2", y2="y2")
    points = (
        alt.Chart(frame)
        .mark_point(filled=True, opacity=0.9, clip=True, size=point_size(len(rows)))
        .encode(x=x, y=y, color=colour, tooltip=[alt.Tooltip("row:Q", format=","), alt.Tooltip("spread:Q", format=".3f")])
    )
    return (lines + points).properties(height=height, title=shown(len(rows), n))
