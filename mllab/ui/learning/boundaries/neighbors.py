"""Nearest neighbors: the cell of every point, the circle around the k nearest of a place, and their vote."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from mllab.charts import divided
from mllab.charts.over import over
from mllab.charts.palette import NOISE, PALETTE
from mllab.learning.boundaries import Cells, Labelled, Vote, cells, left_out, nearest, vote
from mllab.learning.boundaries import neighbors as voters
from mllab.script import Script
from mllab.ui.chosen import free
from mllab.ui.code import code
from mllab.ui.learning.boundaries.picture import CELLS, clicked, colours, dots, draw, ink, moved, place, places, spots, steady
from mllab.ui.learning.boundaries.points import Given, given
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import chart, facts, plain, short

KEY, K, MOST = "near-plane", "border_k", 40
OWN = ("point", "class", "distance", "vote")  # columns of the table of neighbors
ROUND = np.linspace(0, 2 * np.pi, 73)


def neighbors() -> None:
    """Controls at the side; the plane with its cells, the vote, and the error over k."""
    asks("Whom does a new point resemble most? Ask its nearest neighbors: but how many, and near in what units?")
    points = given()
    if points is None:
        return
    with st.sidebar:
        even = st.toggle(
            "Same spread for both", True, key="border_even", bind="query-params",
            help="Both columns are brought to the same standard deviation before distances are measured. Without it, the column with the larger numbers decides.",
        )  # fmt: skip
        by_distance = st.toggle("Nearer counts more", key="border_by", bind="query-params", help="A vote counts 1 / distance.")
        shown = st.toggle(
            "Cells",
            True,
            key="border_cells",
            bind="query-params",
            help="The part of the plane that is nearest to each point (Voronoi 1908).",
        )
    _turned(points, even, by_distance, shown)
    takeaway(
        "With one neighbor every point rules its own cell, right or wrong: no error on the points themselves, a ragged border, and islands of noise. More neighbors smooth the "
        "border, until small classes are outvoted everywhere. Nothing is learned beforehand, and everything hangs on what “near” means.",
        "Fix & Hodges 1951; Cover & Hart 1967, Nearest neighbor pattern classification; Voronoi 1908",
    )


@st.cache_resource(max_entries=30, show_spinner=False)
def _measured(_points: Labelled, even: bool, token: str) -> tuple[Labelled, Cells]:
    """The points as distances are measured, and their cells."""
    points = _points.evened() if even else _points
    return points, cells(points.X, points.frame)


@st.cache_resource(max_entries=8, show_spinner="Measuring distances")
def _near(_points: Labelled, token: str) -> tuple[np.ndarray, np.ndarray]:
    distances, rows = nearest(_points.X, places(_points, CELLS), MOST)
    return distances.astype(np.float32), rows.astype(np.int16)


@st.cache_resource(max_entries=60, show_spinner=False)
def _errors(_points: Labelled, by_distance: bool, token: str) -> tuple[np.ndarray, np.ndarray]:
    return left_out(_points.X, _points.y, _points.k, by_distance, MOST)


@st.cache_resource(max_entries=60, show_spinner=False)
def _over_k(_here: np.ndarray, _out: np.ndarray, token: str) -> dict[str, Any]:
    lines = {"leaving one out": _out, "on the points themselves": _here}
    return steady(
        over(
            list(range(1, len(_out) + 1)),
            lines,
            ("neighbors k", "share wrong"),
            1.0,
            False,
            None,
            (PALETTE[1], NOISE),
            dots=False,
            height=200,
        )
    )


@st.fragment
def _turned(of: Given, even: bool, by_distance: bool, shown: bool) -> None:
    points, parts = _measured(of.points, even, of.token)
    here, out = _errors(points, by_distance, of.token + str(even))
    most = len(out)
    if st.session_state.get(K, 1) > most:
        st.session_state[K] = most
    first, second = st.columns([1, 2], gap="medium", vertical_alignment="bottom")
    k = first.slider("Neighbors k", 1, most, min(5, most), key=K, bind="query-params", help="How many neighbors vote.")
    with second:
        asked = place(of)
    middle, spread = of.points.scale if even else (np.zeros(2), np.ones(2))
    found = voters(points.X, points.y, points.k, (asked - middle) / spread, k, by_distance)
    left, right = st.columns(2, gap="medium")
    with left:
        _plane(of, points, parts if shown else None, found, asked, (middle, spread), k, by_distance, even)
    with right:
        st.markdown(_told(of.points, found))
        _voters(of.points, found)
        drawn = _over_k(here, out, f"{of.token}{even}{by_distance}")
        chart(moved(drawn, k), key="near-errors", alt="Share of wrong answers over the number of neighbors")
    facts(
        ("Says", short(points.classes[int(found.shares.argmax())], 24), f"With {found.shares.max():.0%} of the votes. Of equally many the first class."),
        ("Radius", f"{found.distances[-1]:.3g}", "How far the last of them is" + (", in standard deviations." if even else ".")),
        ("Wrong leaving one out", _percent(out[k - 1]), "Each point is asked about with all others as neighbors: an honest error at no cost."),
        ("Best k", str(int(out.argmin()) + 1), f"The one with the least such error, {_percent(out.min())}."),
    )  # fmt: skip
    code(_script(of, even, by_distance, k, asked), name="neighbors.py")


def _plane(
    of: Given, points: Labelled, parts: Cells | None, found: Vote, asked: np.ndarray, units: tuple[np.ndarray, np.ndarray], k: int, by_distance: bool, even: bool
) -> None:  # fmt: skip
    middle, spread = units
    shares = vote(points.y, points.k, *_near(points, of.token + str(even)), k, by_distance)
    lines = []
    if parts is not None:
        edges = parts.corners[parts.edges] * spread + middle
        lines.append(divided.Lines(edges.reshape(-1, 4), NOISE, 0.8))
    circle = asked + found.distances[-1] * np.stack([np.cos(ROUND), np.sin(ROUND)], axis=1) * spread
    rays = np.column_stack([np.tile(asked, (k, 1)), of.points.X[found.rows]])
    lines += [divided.Lines(rays, ink(), 1.1), divided.Lines(divided.ring_lines(circle), PALETTE[5], 2.2)]
    said = [f"counts {vote:.3g}" for vote in _votes_of(len(points.X), found)]
    data = divided.parts(dots(of.points, told=said, rings=found.rows), lines, colours(shares), asked, spots(of.points))
    draw(
        of,
        data,
        KEY,
        "The plane coloured by the vote of the neighbors, and those of the place asked about",
        divided.PLACE,
        lambda: clicked(of, KEY),
    )
    st.caption(
        "Diamond: the place that is asked about; click to ask elsewhere. The line around it reaches its last neighbor."
        + (" Thin lines: the cells, in which one point is the nearest." if parts is not None else "")
    )


def _votes_of(n: int, found: Vote) -> np.ndarray:
    votes = np.zeros(n)
    votes[found.rows] = found.votes
    return votes


def _told(points: Labelled, found: Vote) -> str:
    order = np.argsort(-found.shares, kind="stable")
    parts = [f"{plain(short(points.classes[one]))}: {found.shares[one]:.0%}".replace("%", " %") for one in order if found.shares[one] > 0]
    return f"**The vote**: {', '.join(parts)}."


def _voters(points: Labelled, found: Vote) -> None:
    frame = pd.DataFrame(
        {
            "point": found.rows,
            "class": [points.classes[points.y[row]] for row in found.rows],
            **{free(name, OWN): points.X[found.rows, i] for i, name in enumerate(points.axes)},
            "distance": found.distances,
            "vote": found.votes,
        }
    )
    figures = {name: st.column_config.NumberColumn(format="%.3g") for name in frame.columns[2:]}
    st.dataframe(frame, hide_index=True, height=210, column_config=figures)


def _percent(share: float) -> str:
    return f"{share:.1%}".replace("%", " %")


def _script(of: Given, even: bool, by_distance: bool, k: int, asked: np.ndarray) -> Script:
    place = f"np.array({asked.tolist()})"
    body = f"""points = {of.code}
middle, spread = {"points.scale" if even else "np.zeros(2), np.ones(2)"}
X = (points.X - middle) / spread
found = neighbors(X, points.y, points.k, ({place} - middle) / spread, k={k}, by_distance={by_distance})
print(dict(zip(points.classes, found.shares.round(4))), "from points", found.rows)
here, left_out_ = left_out(X, points.y, points.k, by_distance={by_distance})
print(f"wrong leaving one out: {{left_out_[{k - 1}]:.4f}}, best k {{left_out_.argmin() + 1}}")
print(len(cells(X, {"(points.frame - middle[:, None]) / spread[:, None]" if even else "points.frame"}).rings), "cells")"""
    return Script(body, ("import numpy as np", *of.imports, "from mllab.learning.boundaries import cells, left_out, neighbors"))
