"""A decision tree drawn from its root, with the way that one row takes."""

from collections.abc import Sequence
from typing import Protocol

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.distribution import shortened
from mllab.charts.palette import NOISE, PALETTE

ROOM, LETTERS = 4, 24  # nodes side by side that have room for words, and letters of them
ASIDE = 40  # pixels left free at either side
BOTH = "#7B8087"  # read on white and on black alike


class Grown(Protocol):
    """Nodes: children or -1, what is asked, rows, answers (m, k), depth and place across."""

    @property
    def left(self) -> np.ndarray: ...
    @property
    def right(self) -> np.ndarray: ...
    @property
    def question(self) -> Sequence[str]: ...
    @property
    def rows(self) -> np.ndarray: ...
    @property
    def answers(self) -> np.ndarray: ...
    @property
    def depth(self) -> np.ndarray: ...
    @property
    def place(self) -> np.ndarray: ...


def tree(
    grown: Grown, depth: int, classes: Sequence[str] = (), path: Sequence[int] = (), height: int = 0, leaves: bool = True
) -> alt.LayerChart:
    """The tree down to `depth`: a bubble per node, as large as its rows are many, coloured by its commonest class or its mean; yes to the left.

    The way of one row, the nodes of `path`, is drawn thick. What is below is said as "goes on". Without `leaves` only the one it ends in has its words.
    """
    nodes = np.flatnonzero(grown.depth <= depth)
    frame = _frame(grown, nodes, depth, classes, set(path))
    edges = _edges(grown, nodes, depth, set(path))
    x = alt.X("x:Q", axis=None, scale=alt.Scale(nice=False, padding=ASIDE))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-depth - 0.45, 0.45], nice=False))
    lines = alt.Chart(edges).mark_rule().encode(
        x=x, x2="x2:Q", y=y, y2="y2:Q",
        color=alt.condition("datum.on", alt.value(PALETTE[5]), alt.value(NOISE)),
        strokeWidth=alt.condition("datum.on", alt.value(4), alt.value(1)),
    )  # fmt: skip
    told = ["rule:N", alt.Tooltip("rows:Q", format=","), alt.Tooltip("said:N", title="says")]
    bubbles = alt.Chart(frame).mark_point(filled=True, opacity=1, strokeWidth=3).encode(
        x=x, y=y, tooltip=told, color=_colour(frame, classes),
        size=alt.Size("rows:Q", scale=alt.Scale(range=[60, 900], domain=[0, int(frame["rows"].max())]), legend=None),
        stroke=alt.condition("datum.on", alt.value(PALETTE[5]), alt.value("transparent")),
    )  # fmt: skip
    layers: list[alt.Chart] = [lines, bubbles]
    crowd = np.bincount(grown.depth[nodes])
    roomy = (crowd[grown.depth[nodes]] <= ROOM) | np.isin(nodes, list(path))
    telling = (grown.left[nodes] >= 0) | np.isin(nodes, list(path)) | leaves
    words = _with_room(frame[roomy & telling & (frame["rule"] != "")], float(np.ptp(frame["x"])))
    room = alt.expr(f"datum.room * (width - {2 * ASIDE})")  # on a narrow screen words are cut before they run into each other
    written = alt.Chart(words).mark_text(fontSize=12, fontWeight="bold", dy=-24, color=BOTH, limit=room)
    layers.append(written.encode(x=x, y=y, text="short:N", tooltip=told))
    return alt.LayerChart(layer=layers, height=height or 90 * (depth + 1) + 30)


def _frame(grown: Grown, nodes: np.ndarray, depth: int, classes: Sequence[str], path: set[int]) -> pd.DataFrame:
    best = grown.answers.argmax(axis=1)
    listed = []
    for node in nodes:
        cut = grown.depth[node] == depth and grown.left[node] >= 0
        answer = grown.answers[node]
        said = f"{classes[best[node]]} ({answer.max():.0%})" if len(classes) else f"{answer[0]:.4g}"
        question = grown.question[node]
        rule = f"{question}? (goes on)" if cut else f"{question}?" if question else said
        listed.append(
            {
                "x": float(grown.place[node]), "y": -float(grown.depth[node]), "rows": int(grown.rows[node]), "rule": rule,
                "short": shortened(rule, LETTERS), "said": said, "on": int(node) in path,
                "colour": str(classes[best[node]]) if len(classes) else float(answer[0]),
            }
        )  # fmt: skip
    return pd.DataFrame(listed)


def _with_room(words: pd.DataFrame, span: float) -> pd.DataFrame:
    """With how far the next words at the same depth are, as a share of the picture's width; 9 where there are none."""
    ordered = words.sort_values(["y", "x"])
    apart = ordered.groupby("y")["x"].diff() / (span or 1.0)
    nearest = pd.concat([apart, apart.groupby(ordered["y"]).shift(-1)], axis=1).min(axis=1).fillna(9.0)
    return ordered.assign(room=nearest)


def _edges(grown: Grown, nodes: np.ndarray, depth: int, path: set[int]) -> pd.DataFrame:
    listed = []
    for node in nodes:
        if grown.depth[node] == depth:
            continue
        for child in (grown.left[node], grown.right[node]):
            if child >= 0:
                ends = [float(grown.place[node]), float(grown.place[child]), -float(grown.depth[node]), -float(grown.depth[child])]
                listed.append((*ends, int(node) in path and int(child) in path))
    return pd.DataFrame(listed, columns=["x", "x2", "y", "y2", "on"])


def _colour(frame: pd.DataFrame, classes: Sequence[str]) -> alt.Color:
    if len(classes):
        shown = [name for name in classes if name in set(frame["colour"])]
        places = [PALETTE[list(classes).index(name) % len(PALETTE)] for name in shown]
        return alt.Color("colour:N", title=None, scale=alt.Scale(domain=shown, range=places), legend=alt.Legend(orient="bottom"))
    return alt.Color("colour:Q", title="mean", scale=alt.Scale(scheme="viridis"), legend=alt.Legend(orient="bottom", gradientLength=160))
