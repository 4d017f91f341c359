"""Texts on a picture of points that never cover each other: names of groups in their middles, and words beside single points."""

from collections.abc import Iterator, Sequence
from typing import Any
from unicodedata import east_asian_width

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.arrows import Box, crossing

BOLD, PLAIN = 13, 11  # pixels high
WIDTH = 0.64  # of a letter, in its height: an upper bound for texts of mixed letters
GAP = 6.0  # pixels between a point and its word
APART = 3.0  # pixels between two texts
Text = tuple[str, tuple[float, float]]  # with its place in the units of the axes


def named(
    picture: alt.Chart,
    captions: Sequence[Text],
    words: Sequence[Text],
    across: Sequence[float],
    up: Sequence[float],
    size: tuple[float, float],
) -> alt.Chart | alt.LayerChart:
    """The picture with `captions` on their places, a line higher or lower where another stands there, and `words` beside theirs.

    Earlier texts take their room first; what finds none, or would leave the picture, is left out. `across` and `up` are the ranges of the
    axes, `size` the picture's width and height in pixels. O(texts^2).
    """
    scale = np.array([size[0] / (across[1] - across[0]), -size[1] / (up[1] - up[0])])
    corner = np.array([across[0], up[1]])
    taken: list[Box] = []
    lines = []
    for texts, places, height in ((captions, _on, BOLD), (words, _beside, PLAIN)):
        for text, place in texts:
            x, y = (np.asarray(place, dtype=float)[:2] - corner) * scale
            found = next((one for one in places(x, y, _wide(text, height), height + 4.0) if _free(one[0], taken, size)), None)
            if found is not None:
                box, align = found
                taken.append(box)
                at = {"left": box[0], "right": box[2], "center": (box[0] + box[2]) / 2}[align]
                lines.append((text, *(np.array([at, (box[1] + box[3]) / 2]) / scale + corner), height, align))
    if not lines:
        return picture
    return alt.LayerChart(layer=[picture, *_written(pd.DataFrame(lines, columns=["text", "x", "y", "height", "align"]))])


def _wide(text: str, height: int) -> float:
    return height * sum(1.05 if east_asian_width(letter) in "WF" else WIDTH for letter in text)


def _on(x: float, y: float, wide: float, high: float) -> Iterator[tuple[Box, str]]:
    for line in (0.0, -high - 1, high + 1):
        yield (x - wide / 2, y + line - high / 2, x + wide / 2, y + line + high / 2), "center"


def _beside(x: float, y: float, wide: float, high: float) -> Iterator[tuple[Box, str]]:
    yield (x + GAP, y - high / 2, x + GAP + wide, y + high / 2), "left"
    yield (x - GAP - wide, y - high / 2, x - GAP, y + high / 2), "right"
    yield (x - wide / 2, y - GAP - high, x + wide / 2, y - GAP), "center"
    yield (x - wide / 2, y + GAP, x + wide / 2, y + GAP + high), "center"


def _free(box: Box, taken: list[Box], size: tuple[float, float]) -> bool:
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]
    wider = (box[0] - APART, box[1], box[2] + APART, box[3])
    return inside and not any(crossing(wider, other) for other in taken)


def _written(frame: pd.DataFrame) -> list[alt.Chart]:
    """Every text over a halo of white, readable over points."""
    made = []
    for height, weight in ((BOLD, "bold"), (PLAIN, "normal")):
        some = alt.Chart(frame[frame["height"] == height])
        how: dict[str, Any] = {"fontSize": height, "fontWeight": weight, "align": alt.ExprRef("datum.align")}
        where: dict[str, Any] = {"x": alt.X("x:Q", title=""), "y": alt.Y("y:Q", title=""), "text": alt.Text("text:N")}
        made += [
            some.mark_text(**how, stroke="white", strokeWidth=3, strokeJoin="round").encode(**where),
            some.mark_text(**how, fill="#1f2933").encode(**where),
        ]
    return made
