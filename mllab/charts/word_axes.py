"""Words on two axes of meaning: how far each lies to either end of both."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.lettering import PLACES, lettering
from mllab.charts.palette import NOISE, PALETTE
from mllab.charts.word_plane import BESIDE, SIZE, TURN

MARGIN = 0.12  # of the range, free at each side
LEAST = 270.0  # pixels of the plane on a phone
SPACE = "\u00a0" * 3  # plain spaces are drawn as one


def axis_title(low: str, high: str, middle: str = "") -> str:
    """The title of an axis with what its ends mean."""
    return f"← {low}{SPACE}{middle + SPACE if middle else SPACE}{high} →"


def word_axes(words: Sequence[str], places: np.ndarray, ends: Sequence[tuple[str, str]], height: int = 460) -> alt.LayerChart:
    """Words at `places` (n, 2), the axes named by their two ends (low, high); dashed lines stand at 0.

    Names that would cover each other are left out, more of them on a narrow picture; every dot says its word when pointed at.
    """
    frame = pd.DataFrame({"x": places[:, 0], "y": places[:, 1], "word": list(words)})
    across, up = _range(places[:, 0]), _range(places[:, 1])
    corner, reach = np.array([across[0], up[0]]), np.array([across[1] - across[0], up[1] - up[0]])
    for name, wide in (("wide", float(TURN)), ("narrow", LEAST)):  # the least width that each is used at
        size = (wide, float(height))
        frame[name] = lettering((places[:, :2] - corner) / reach * np.array(size), list(words), size)
    x = alt.X("x:Q", title=axis_title(*ends[0]), scale=alt.Scale(domain=across, nice=False), axis=alt.Axis(grid=False, tickCount=5))
    y = alt.Y("y:Q", title=axis_title(*ends[1]), scale=alt.Scale(domain=up, nice=False), axis=alt.Axis(grid=False, tickCount=5))
    told = [alt.Tooltip("word:N")]
    told += [
        alt.Tooltip(f"{field}:Q", title=f"{low} to {high}", format="+.3f") for field, (low, high) in zip(("x", "y"), ends, strict=True)
    ]
    rules = [
        alt.Chart(pd.DataFrame({field: [0.0]})).mark_rule(color=NOISE, strokeDash=[4, 3]).encode(**{field: axis})
        for field, axis in (("x", x), ("y", y))
    ]
    dots = alt.Chart(frame).mark_circle(size=75, opacity=0.95, color=PALETTE[0]).encode(x=x, y=y, tooltip=told)
    return alt.LayerChart(layer=[*rules, *_names(frame, x, y), dots]).properties(height=height)


def _range(values: np.ndarray) -> list[float]:
    """From the least to the greatest, 0 within, with a margin."""
    low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
    room = ((high - low) or 1.0) * MARGIN
    return [low - room, high + room]


def _names(frame: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    place = f"(width > {TURN} ? datum.wide : datum.narrow)"
    there = [side for side in PLACES if side in {*frame["wide"], *frame["narrow"]}]
    return [
        alt.Chart(frame).transform_filter(f"{place} == '{side}'").mark_text(fontSize=SIZE, **BESIDE[side]).encode(x=x, y=y, text="word:N")
        for side in there
    ]
