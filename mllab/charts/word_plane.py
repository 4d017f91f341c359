"""Words in a plane, with the steps between them as arrows: a step is equally long in every direction, at any width of the picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.lettering import PLACES, lettering
from mllab.charts.palette import NOISE, PALETTE

WIDE, NARROW, TURN = 620.0, 300.0, 480  # pixels: the widths that names are placed for, and the width where one takes over from the other
MARGIN = 1.22  # room around the outermost points
SIZE = 13  # of the letters, in pixels
BACK = 9  # pixels that an arrow's head stands before its end, which a word may mark
PICK = "word"
TYPED, TAKEN, SUM, ANSWER, NEAR, ESTIMATED = "typed", "taken off", "sum", "answer", "near", "estimated"
ROLES = {TYPED: PALETTE[0], TAKEN: PALETTE[5], SUM: PALETTE[3], ANSWER: PALETTE[2], NEAR: PALETTE[4], ESTIMATED: NOISE}
BESIDE: dict[str, dict[str, Any]] = {
    "right": {"align": "left", "baseline": "middle", "dx": 8},
    "left": {"align": "right", "baseline": "middle", "dx": -8},
    "above": {"align": "center", "baseline": "bottom", "dy": -8},
    "below": {"align": "center", "baseline": "top", "dy": 8},
}


@dataclass(frozen=True)
class Arrow:
    """A step from one place of the plane to another; `dashed` where it is only laid beside."""

    start: tuple[float, float]
    end: tuple[float, float]
    says: str
    role: str = TYPED
    dashed: bool = False


def word_plane(
    words: Sequence[str],
    positions: np.ndarray,
    roles: Sequence[str],
    figures: Sequence[float],
    measure: str,
    arrows: Sequence[Arrow] = (),
    axes: tuple[str, str] = ("", ""),
    height: int = 430,
    room: np.ndarray | None = None,
) -> alt.LayerChart:
    """Words at positions (n, 2), the most important first, coloured by their role (a key of ROLES); `figures` (n,) are shown on hover as `measure`.

    Names that would cover each other are left out: more of them on a narrow picture than on a wide one. Clicking a word selects it: the
    chart's selection `word` holds it. `room` (m, 2) are further places that the picture is wide enough for.
    """
    ends = np.array([end for arrow in arrows for end in (arrow.start, arrow.end)], dtype=float).reshape(-1, 2)
    middle, half = extent(np.vstack([positions[:, :2], ends, *([] if room is None else [room])]))
    frame = lettered(words, positions, roles, figures, middle, half, height, ends.reshape(-1, 4))
    even = Even(middle, half, axes)
    return alt.LayerChart(layer=[*_arrows(arrows, even), *names(frame, even), dots(frame, even, measure)]).properties(height=height)


def extent(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The middle and half the size of what is drawn, with a margin."""
    low, high = points.min(axis=0).astype(float), points.max(axis=0).astype(float)
    return (low + high) / 2, np.maximum(high - low, 1e-6) / 2 * MARGIN


def lettered(
    words: Sequence[str],
    positions: np.ndarray,
    roles: Sequence[str],
    figures: Sequence[float],
    middle: np.ndarray,
    half: np.ndarray,
    height: int,
    lines: np.ndarray | None = None,
) -> pd.DataFrame:
    """The frame behind the words: x, y, word, role, figure, and where each name stands in a wide and in a narrow picture."""
    frame = pd.DataFrame({"x": positions[:, 0], "y": positions[:, 1], "word": list(words), "role": list(roles), "figure": list(figures)})
    for name, size in (("wide", (WIDE, float(height))), ("narrow", (NARROW, float(height)))):
        unit = min(size[0] / half[0], size[1] / half[1]) / 2
        centre = np.array(size) / 2
        across = None if lines is None else (lines - np.tile(middle, 2)) * unit + np.tile(centre, 2)
        frame[name] = lettering((positions[:, :2] - middle) * unit + centre, list(words), size, across)
    return frame


@dataclass(frozen=True, eq=False)
class Even:
    """Two axes without figures whose ranges follow the picture's width, so that a step is as long across as up."""

    middle: np.ndarray
    half: np.ndarray
    titles: tuple[str, str] = ("", "")

    def x(self, name: str = "x") -> alt.X:
        """The axis across, of this column."""
        return alt.X(f"{name}:Q", **self._options(0, f"max({self.half[0]}, {self.half[1]} * width / height)"))

    def y(self, name: str = "y") -> alt.Y:
        """The axis up, of this column."""
        return alt.Y(f"{name}:Q", **self._options(1, f"max({self.half[1]}, {self.half[0]} * height / width)"))

    def _options(self, at: int, far: str) -> dict[str, Any]:
        middle = self.middle[at]
        return {
            "title": self.titles[at] or None,
            "axis": alt.Axis(labels=False, ticks=False, domain=False, grid=False, titleFontWeight="normal"),
            "scale": alt.Scale(
                zero=False, nice=False, domainMin=alt.ExprRef(f"{middle} - {far}"), domainMax=alt.ExprRef(f"{middle} + {far}")
            ),
        }


def _arrows(arrows: Sequence[Arrow], even: Even) -> list[alt.Chart]:
    """Shafts and heads; heads are turned in the browser, which knows the picture's width."""
    if not arrows:
        return []
    listed = [(*arrow.start, *arrow.end, arrow.says, arrow.role, arrow.dashed) for arrow in arrows]
    frame = pd.DataFrame(listed, columns=["from_x", "from_y", "x", "y", "says", "role", "dashed"])
    shade = alt.Color("role:N", scale=_scale(), legend=None)
    says = alt.Tooltip("says:N", title="step")
    shafts = (
        alt.Chart(frame)
        .mark_rule(strokeWidth=2, opacity=0.9)
        .encode(
            x=even.x("from_x"),
            y=even.y("from_y"),
            x2="x:Q",
            y2="y:Q",
            color=shade,
            strokeDash=alt.StrokeDash("dashed:N", scale=alt.Scale(domain=[False, True], range=[[1, 0], [5, 4]]), legend=None),
            tooltip=says,
        )
    )
    turn = "atan2(scale('y', datum.from_y) - scale('y', datum.y), scale('x', datum.x) - scale('x', datum.from_x))"
    heads = (
        alt.Chart(frame)
        .mark_point(
            shape="triangle",
            filled=True,
            size=110,
            opacity=1,
            angle=alt.ExprRef(f"90 - {turn} * 180 / PI"),
            xOffset=alt.ExprRef(f"-{BACK} * cos({turn})"),
            yOffset=alt.ExprRef(f"{BACK} * sin({turn})"),
        )
        .encode(x=even.x(), y=even.y(), color=shade, tooltip=says)
    )
    return [shafts, heads]


def names(frame: pd.DataFrame, even: Even) -> list[alt.Chart]:
    """The words beside their points, on the side where there is room at the picture's present width."""
    place = f"(width > {TURN} ? datum.wide : datum.narrow)"
    there = [place for place in PLACES if place in {*frame["wide"], *frame["narrow"]}]
    return [
        alt.Chart(frame)
        .transform_filter(f"{place} == '{side}'")
        .mark_text(fontSize=SIZE, **BESIDE[side])
        .encode(x=even.x(), y=even.y(), text="word:N")
        for side in there
    ]


def dots(frame: pd.DataFrame, even: Even, measure: str) -> alt.Chart:
    said = [alt.Tooltip("word:N"), alt.Tooltip("figure:Q", title=measure, format=".3f")]
    return (
        alt.Chart(frame)
        .mark_circle(size=75, opacity=0.95, cursor="pointer")
        .encode(x=even.x(), y=even.y(), color=alt.Color("role:N", scale=_scale(), legend=None), tooltip=said)
        .add_params(alt.selection_point(name=PICK, fields=["word"]))
    )


def _scale() -> alt.Scale:
    return alt.Scale(domain=list(ROLES), range=list(ROLES.values()))
