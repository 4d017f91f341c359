"""The tree itself, and the way that one row takes through it."""

from itertools import pairwise

import numpy as np
import streamlit as st

from mllab.charts.tree import tree as picture
from mllab.models.explain import Tree, tree, walk
from mllab.models.fitted import Fitted
from mllab.ui import chart, plain
from mllab.ui.train.explained.row import choose_row
from mllab.ui.train.final import final
from mllab.ui.train.view import View

DEEPEST = 8


def show(view: View) -> None:
    """The tree down to a depth, and the questions that the chosen row was asked."""
    fitted = final(view)
    found = _tree(view, fitted, view.token)
    deepest = int(found.depth.max())
    side, middle = st.columns([1, 4], gap="medium")
    with side:
        depth = min(deepest, 4)
        if deepest > 1:
            depth = st.slider(
                "Depth drawn", 1, min(deepest, DEEPEST), min(deepest, 3), key="tree-depth", bind="query-params", help="Questions from the root that are drawn."
            )  # fmt: skip
        place = choose_row(view)
        path = walk(fitted.trained.estimator, fitted.encoder.transform(view.rows.frame.iloc[[place]])[0])
    with middle:
        chart(picture(found, depth, view.rows.classes, list(path)), alt="The decision tree and the way of one row")
        st.caption(
            f"{int((found.left < 0).sum()):,} leaves, {deepest} questions at most. Yes goes left. A bubble is as large as the rows that came to it in training."
        )
    st.markdown("**The way of this row**: " + _spoken(view, found, path))


def has(view: View) -> bool:
    """Whether the model looked at is a single tree."""
    return view.chosen is not None and view.chosen.model.name == "decision tree"


@st.cache_resource(max_entries=8, show_spinner=False)
def _tree(_view: View, _fitted: Fitted, token: tuple[object, ...]) -> Tree:
    return tree(_fitted.trained.estimator, _fitted.encoder, _view.rows.frame)


def _spoken(view: View, found: Tree, path: np.ndarray) -> str:
    steps = [f"{plain(found.question[node])}? **{'yes' if found.left[node] == then else 'no'}**" for node, then in pairwise(path)]
    leaf = path[-1]
    answer = found.answers[leaf]
    classes = view.rows.classes
    end = f"{plain(classes[int(answer.argmax())])} ({answer.max():.0%})".replace("%", " %") if classes else f"{answer[0]:,.4g}"
    return " → ".join([*steps, f"**{end}**, from {found.rows[leaf]:,} rows"])
