"""Two lists of words along one figure, every word written out: in as many lanes as it takes for none to cover another."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.arrows import LETTER
from mllab.charts.palette import NOISE, PALETTE
from mllab.charts.word_axes import LEAST
from mllab.charts.word_plane import TURN

LANE = 21  # pixels from one lane to the next
GAP = 10.0  # pixels between words of a lane
UNDER = 9  # pixels from the middle of a word to the mark below it
CHROME = 125  # pixels of the legend and the axis, which a page counts as height, too
COLOURS = (PALETTE[0], PALETTE[5])


def lanes(at: np.ndarray, names: Sequence[str], letter: float = LETTER) -> list[int]:
    """The lane of each name, which is centred at `at` (n,) pixels: the first one with room, from left to right. O(n lanes)."""
    ends: list[float] = []
    found = [0] * len(names)
    for i in np.argsort(at, kind="stable"):
        half = len(names[i]) * letter / 2
        lane = next((lane for lane, end in enumerate(ends) if at[i] - half >= end + GAP), len(ends))
        if lane == len(ends):
            ends.append(0.0)
        ends[lane] = at[i] + half
        found[i] = lane
    return found


def word_lanes(groups: Sequence[tuple[str, Sequence[str], np.ndarray]], title: str, figure: str) -> alt.LayerChart:
    """Each group (name, words, figures) with marks in its own colour, the first on top, and a line at its mean; `title` is the axis's, `figure` what it is
    called on hover. Words are written in the page's ink, which reads on white and on black.

    Fewer lanes on a wide picture than on a narrow one.
    """
    every = np.concatenate([figures for _, _, figures in groups])
    span = float(every.max() - every.min()) or 1.0
    domain = [float(every.min()) - 0.18 * span, float(every.max()) + 0.18 * span]
    frame = pd.concat([pd.DataFrame({"group": name, "word": list(words), "figure": figures}) for name, words, figures in groups])
    height = _laned(frame, [name for name, _, _ in groups], domain)
    means = pd.DataFrame([(name, float(np.mean(figures))) for name, _, figures in groups], columns=["group", "figure"])
    scale = alt.Scale(domain=[name for name, _, _ in groups], range=list(COLOURS))
    colour = alt.Color(
        "group:N", title=None, scale=scale, legend=alt.Legend(orient="top", labelLimit=240, symbolType="square", symbolOpacity=1)
    )
    x = alt.X("figure:Q", title=title, scale=alt.Scale(domain=domain, nice=False), axis=alt.Axis(grid=False, tickCount=5))
    zero = alt.Chart(pd.DataFrame({"figure": [0.0]})).mark_rule(color=NOISE, strokeDash=[4, 3]).encode(x=x)
    middles = (
        alt.Chart(means)
        .mark_rule(strokeWidth=3, opacity=0.5)
        .encode(x=x, color=colour, tooltip=[alt.Tooltip("group:N"), alt.Tooltip("figure:Q", title=f"mean {figure}", format="+.3f")])
    )
    told = [alt.Tooltip("word:N"), alt.Tooltip("group:N"), alt.Tooltip("figure:Q", title=figure, format="+.3f")]
    lettered = [one for name in ("wide", "narrow") for one in _lettered(frame, name, x, colour, told)]
    layers = [*([zero] if domain[0] <= 0 <= domain[1] else []), middles, *lettered]
    return alt.LayerChart(layer=layers).properties(height=height + CHROME)


def _lettered(frame: pd.DataFrame, name: str, x: alt.X, colour: alt.Color, told: list[alt.Tooltip]) -> list[alt.Chart]:
    """The words and the marks below them, at the heights for a wide or a narrow picture."""
    base = alt.Chart(frame).transform_filter(f"width {'>' if name == 'wide' else '<='} {TURN}")
    y = alt.Y(f"{name}:Q", axis=None, scale=None)
    marks = base.mark_tick(orient="horizontal", width=14, height=3, thickness=3, yOffset=UNDER).encode(x=x, y=y, color=colour, tooltip=told)
    return [marks, base.mark_text(fontSize=12).encode(x=x, y=y, text="word:N", tooltip=told)]


def _laned(frame: pd.DataFrame, groups: Sequence[str], domain: Sequence[float]) -> float:
    """Write the height of every word into columns `wide` and `narrow`, pixels from the top; gives the height of the picture."""
    tallest = 0.0
    for name, wide in (("wide", float(TURN)), ("narrow", LEAST)):
        top = LANE * 0.7
        placed = np.zeros(len(frame))
        for group in groups:
            own = np.flatnonzero(frame["group"] == group)
            at = (frame["figure"].to_numpy()[own] - domain[0]) / (domain[1] - domain[0]) * wide
            found = lanes(at, list(frame["word"].iloc[own]))
            placed[own] = top + np.array(found) * LANE
            top += (max(found) + 1) * LANE + LANE * 0.6
        frame[name] = placed
        tallest = max(tallest, top)
    return tallest
