"""A decision tree that grows split by split, what each split was chosen from, and a row that falls through it."""

from copy import deepcopy
from itertools import pairwise
from typing import Any

import numpy as np
import streamlit as st

from mllab.charts import divided, gains
from mllab.charts.over import over
from mllab.charts.palette import NOISE, PALETTE
from mllab.charts.tree import tree as picture
from mllab.learning.boundaries import Growth, Labelled, asked, candidates, grow, laid, wrong
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.learning.boundaries.picture import CELLS, colours, dots, draw, ink, moved, places, steady
from mllab.ui.learning.boundaries.points import Given, given
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import chart, facts, plain, short

CRITERIA = {"Gini": "gini", "Entropy": "entropy"}
MEANING = {
    "gini": "How often two points of a leaf, drawn at random, are of different classes: 0 where it is pure.",
    "entropy": "How many bits it takes to say the class of a point of a leaf: 0 where it is pure.",
}
KEY, ROW, SPLITS, NEXT = "tree-plane", "border_row", "border_splits", "the next split"
TALLEST = 440


def tree() -> None:
    """Controls at the side; the plane, the tree, and every threshold that could have been."""
    asks("Which question tells most? A tree asks it first, of all points, and then again of each half.")
    points = given()
    if points is None:
        return
    with st.sidebar:
        name = st.selectbox(
            "Impurity",
            list(CRITERIA),
            key="border_impurity",
            bind="query-params",
            help="What a split is to take away: how mixed the classes are.",
        )
    criterion = CRITERIA[name]
    grown = _grown(points.points, criterion, points.token)
    if not grown.splits:
        st.info("Points of different classes lie at the very same places, so no question parts them. Take other columns.")
        return
    errors = _wrong(points.points, criterion, points.token)
    _turned(points, grown, criterion, errors)
    takeaway(
        "Each split is the best for now, and none is taken back: that is quick, and every answer can be told as a few questions. Splits that go on until each leaf is pure "
        "learn the noise by heart, which points left out betray; and a slanted border costs a stair of upright cuts.",
        "Breiman, Friedman, Olshen & Stone 1984, Classification and Regression Trees; shown after Yee & Chu 2015, r2d3.us",
    )


@st.cache_resource(max_entries=30, show_spinner=False)
def _grown(_points: Labelled, criterion: str, token: str) -> Growth:
    return grow(_points.X, _points.y, criterion)


@st.cache_resource(max_entries=30, show_spinner=False)
def _wrong(_points: Labelled, criterion: str, token: str) -> tuple[np.ndarray, np.ndarray]:
    return wrong(_points.X, _points.y, criterion)


@st.fragment
def _turned(of: Given, grown: Growth, criterion: str, errors: tuple[np.ndarray, np.ndarray]) -> None:
    splits, row, node = _controls(of.points, grown)
    path = grown.path(of.points.X[row], splits)
    left, right = st.columns(2, gap="medium")
    with left:
        _plane(of, grown, splits, row, path, node, of.token + criterion)
    with right:
        shown = laid(grown, splits, _names(of.points))
        deepest = int(shown.depth.max())
        drawn = picture(shown, deepest, of.points.classes, path, height=min(TALLEST, 90 * (deepest + 1) + 30), leaves=False)
        chart(drawn, key="tree-drawn", alt=f"The tree after {splits} splits, and the way of point {row}")
        st.markdown(_way(of.points, grown, row, path))
    facts(
        ("Leaves", str(splits + 1), "Parts of the plane, each with one answer."),
        ("Impurity left", f"{grown.left_over(splits):.3f}", f"Of {grown.impurity[0]:.3f} before any split. {MEANING[criterion]}"),
        ("Wrong here", f"{errors[0][splits]:.1%}".replace("%", " %"), "Of the points that it grew from."),
        ("Wrong left out", f"{errors[1][splits]:.1%}".replace("%", " %"), "Of points left out: five trees, each grown without a fifth of the points."),
    )  # fmt: skip
    _beside(of, grown, criterion, node, splits, errors)
    code(_script(of, criterion, splits, row), name="tree.py")


def _controls(points: Labelled, grown: Growth) -> tuple[int, int, int]:
    """How many splits, which point falls, and which node is looked into."""
    for key, most in ((SPLITS, grown.splits), (ROW, len(points.X) - 1)):
        if st.session_state.get(key, 0) > most:
            st.session_state[key] = most
    first, second, third = st.columns([2, 2, 2], gap="medium", vertical_alignment="bottom")
    splits = first.slider(
        "Splits", 0, grown.splits, min(3, grown.splits), key=SPLITS, bind="query-params", help="Let it grow, the most telling split first."
    )
    row = second.slider(
        "Point that falls",
        0,
        len(points.X) - 1,
        0,
        key=ROW,
        bind="query-params",
        help="The point whose way is shown; a click on a point in the picture drops that one.",
    )
    named = {
        **({NEXT: int(grown.cut[splits])} if splits < grown.splits else {}),
        **{_name(points, grown, one, splits): one for one in range(2 * splits + 1)},
    }
    chosen = third.selectbox(
        "Look into", list(named), key="border_node", help="The part of the plane whose possible splits are drawn below."
    )
    return splits, row, named.get(chosen or "", 0)


def _names(points: Labelled) -> list[str]:
    return [short(name, 32) for name in points.axes]


def _name(points: Labelled, grown: Growth, node: int, splits: int) -> str:
    n = int(grown.counts[node].sum())
    if 0 < grown.left[node] <= 2 * splits:
        return f"{node}: {asked(grown, node, _names(points))}, {n} points"
    return f"{node}: leaf, {n} points, mostly {points.classes[int(grown.counts[node].argmax())]}"


def _plane(of: Given, grown: Growth, splits: int, row: int, path: list[int], node: int, token: str) -> None:
    points, ends = of.points, of.points.frame
    shares = grown.counts / grown.counts.sum(axis=1, keepdims=True)
    leaf = _cells(points, grown, token)[splits]
    cuts = [divided.cut_line(int(grown.feature[one]), float(grown.threshold[one]), grown.box[one], ends) for one in grown.cut[:splits]]
    lines = [divided.Lines(np.concatenate(cuts), ink(), 1.3)] if cuts else []
    lines.append(divided.Lines(divided.box_lines(grown.box[path[-1]], ends), PALETTE[5], 3))
    if grown.feature[node] >= 0 and grown.left[node] > 2 * splits:
        ahead = divided.cut_line(int(grown.feature[node]), float(grown.threshold[node]), grown.box[node], ends)
        lines.append(divided.Lines(ahead, ink(), 2, dashed=True))
    said = [points.classes[one] for one in grown.counts[grown.fallen(points.X)[splits]].argmax(axis=1)]
    draw(
        of,
        divided.parts(dots(points, told=said, rings=np.array([row])), lines, colours(shares[leaf])),
        KEY,
        "The plane in the parts that the splits make, the point that falls ringed",
        divided.ROW,
        _dropped,
    )
    st.caption(
        "Lines: the splits so far. Dashed: the best split of the part looked into. Ringed: the point that falls, and framed the leaf it ends in."
    )


@st.cache_resource(max_entries=10, show_spinner=False)
def _cells(_points: Labelled, _grown: Growth, token: str) -> np.ndarray:
    return _grown.fallen(places(_points, CELLS)).astype(np.int16)


def _dropped() -> None:
    for point in st.session_state[KEY]["selection"].get(divided.ROW, [])[:1]:
        st.session_state[ROW] = int(point["row"])


def _way(points: Labelled, grown: Growth, row: int, path: list[int]) -> str:
    steps = [
        f"{plain(asked(grown, one, _names(points)))}? **{'yes' if grown.left[one] == then else 'no'}**" for one, then in pairwise(path)
    ]
    counts = grown.counts[path[-1]]
    end = f"**{plain(short(points.classes[int(counts.argmax())]))}**, as {counts.max()} of the {counts.sum()} points there"
    return f"**The way of point {row}**, which is {plain(short(points.classes[points.y[row]]))}: " + " → ".join([*steps, end])


def _beside(of: Given, grown: Growth, criterion: str, node: int, splits: int, errors: tuple[np.ndarray, np.ndarray]) -> None:
    """Every threshold of both columns for the points of the node, and the errors over the splits."""
    points, inside = of.points, grown.inside(node, of.points.X)
    found = [candidates(points.X[inside, i], points.y[inside], points.k, criterion) for i in (0, 1)]
    best = [float(gain.max(initial=0)) for _, gain in found]
    columns = st.columns(3, gap="medium")
    for i, (thresholds, gain) in enumerate(found):
        with columns[i]:
            chosen = float(grown.threshold[node]) if grown.feature[node] == i else None
            data = gains.parts(thresholds, gain, chosen, 1.05 * max(best) or 1.0)
            spec = _gains(points.axes[i], tuple(points.frame[i].tolist()))
            chart(
                {**deepcopy(spec), "datasets": data},
                key=f"tree-gain-{i}",
                alt=f"What a split of {points.axes[i]} takes away, over its threshold",
            )
            st.caption(f"A split of {plain(_names(points)[i])} takes {best[i]:.3f} at best from these {int(inside.sum())} points.")
    with columns[2]:
        chart(
            moved(_over_splits(errors, of.token + criterion), splits),
            key="tree-errors",
            alt="Shares of wrong answers over the number of splits",
        )


@st.cache_resource(max_entries=60, show_spinner=False)
def _gains(axis: str, ends: tuple[float, float]) -> dict[str, Any]:
    return gains.gains(axis, ends, "impurity taken")


@st.cache_resource(max_entries=30, show_spinner=False)
def _over_splits(_errors: tuple[np.ndarray, np.ndarray], token: str) -> dict[str, Any]:
    here, out = _errors
    lines = {"points left out": out, "these points": here}
    return steady(over(list(range(len(out))), lines, ("splits", "share wrong"), 0.0, False, None, (PALETTE[1], NOISE), height=200))


def _script(of: Given, criterion: str, splits: int, row: int) -> Script:
    body = f"""points = {of.code}
tree = grow(points.X, points.y, {criterion!r})
for split, node in enumerate(tree.cut, 1):
    print(f"{{split}}: {{asked(tree, node, points.axes)}} takes {{tree.decrease[split - 1]:.4f}}, leaves {{tree.left_over(split):.4f}}")
print("the way of point {row}:", tree.path(points.X[{row}], {splits}))
here, left_out = wrong(points.X, points.y, {criterion!r})
print(f"wrong after {splits} splits: {{here[{splits}]:.4f}}, of points left out {{left_out[{splits}]:.4f}}")"""
    return Script(body, (*of.imports, "from mllab.learning.boundaries import asked, grow, wrong"))
