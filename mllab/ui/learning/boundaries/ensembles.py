"""Forests and boosting: what trees say together, one tree more at a time."""

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from mllab.charts import divided
from mllab.charts.over import over
from mllab.charts.palette import NOISE, PALETTE
from mllab.learning.boundaries import Labelled, Stages, adaboost, apart, forest, gradient, grid
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.learning.boundaries.picture import colours, draw, ink, moved, steady
from mllab.ui.learning.boundaries.points import Given, given
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import chart, facts

KEY, TREES, MOST = "ensemble-plane", "border_trees", 100
CELLS = (96, 80)
FOREST, ADA, GRADIENT = "Forest", "AdaBoost", "Gradient boosting"
METHODS: dict[str, Callable[..., Stages]] = {FOREST: forest, ADA: adaboost, GRADIENT: gradient}
COLOURS = (NOISE, PALETTE[1], PALETTE[2])
TOLD = {
    FOREST: (
        "Each tree learns the noise of its own bag by heart, and each another noise: their mean keeps what they agree on. More trees never hurt, and the points out of each "
        "tree's bag test the forest at no cost.",
        "Breiman 2001, Random forests; Breiman 1996, Out-of-bag estimation",
    ),
    ADA: (
        "Each tree counts most what those before it got wrong: points that stay wrong grow, and the next cut is made for them. Many trees that are hardly better than chance add "
        "up to a good border; where labels are wrong, it is just these that get all the attention.",
        "Freund & Schapire 1997; Zhu, Zou, Rosset & Hastie 2009 (SAMME)",
    ),
    GRADIENT: (
        "Each tree is fitted to what is still missing, and a small share of it is added: a step down the slope of the loss. The error on new points falls, and in the end may rise "
        "again, so that the number of trees is to be chosen; the smaller the steps, the more of them, and the smoother the border.",
        "Friedman 2001, Greedy function approximation: a gradient boosting machine",
    ),
}  # fmt: skip


def ensembles() -> None:
    """Controls at the side; the plane after so many trees, and the errors over their number."""
    asks("A hundred poor trees: can they be one good answer?")
    points = given()
    if points is None:
        return
    with st.sidebar:
        name = st.selectbox(
            "Trees put together by",
            list(METHODS),
            key="border_method",
            bind="query-params",
            help="How the answers of many trees become one.",
        )
        options = _options(name)
    found = _grown(points.points, name, tuple(options.items()), points.token)
    _turned(points, found, name, options)
    takeaway(*TOLD[name])


def _options(name: str) -> dict[str, int | float]:
    usual = {FOREST: 6, ADA: 1, GRADIENT: 2}[name]
    key = name.split()[0].lower()
    depth = st.slider(
        "Depth of a tree",
        1,
        10,
        usual,
        key=f"border_depth_{key}",
        bind="query-params",
        help="How many questions a tree may ask on the way to an answer.",
    )
    options: dict[str, int | float] = {"depth": depth}
    if name == FOREST:
        options["columns"] = st.slider(
            "Columns tried",
            1,
            2,
            1,
            key="border_columns",
            bind="query-params",
            help="How many columns, drawn at random, are looked at for each split.",
        )
    else:
        options["rate"] = st.select_slider(
            "Learning rate", [0.02, 0.05, 0.1, 0.2, 0.5, 1.0], value=1.0 if name == ADA else 0.1, key=f"border_rate_{key}", bind="query-params",
            help="How much of each tree is added.",
        )  # fmt: skip
    options["seed"] = int(
        st.number_input(
            "Seed of the trees",
            0,
            9999,
            0,
            key="border_tree_seed",
            bind="query-params",
            help="Other bags, and other points kept to test on.",
        )
    )
    return options


@st.cache_resource(max_entries=10, show_spinner="Growing trees")
def _grown(_points: Labelled, name: str, options: tuple[tuple[str, int | float], ...], token: str) -> Stages:
    X, y, seed = _points.X, _points.y, int(dict(options)["seed"])
    kept, new = apart(y, seed)
    return METHODS[name](X[kept], y[kept], (X[new], y[new]), grid(_points.frame, *CELLS)[0], trees=MOST, **dict(options))


@st.fragment
def _turned(of: Given, found: Stages, name: str, options: dict[str, int | float]) -> None:
    if st.session_state.get(TREES, 1) > found.trees:
        st.session_state[TREES] = found.trees
    t = 1
    if found.trees > 1:
        t = st.slider(
            "Trees",
            1,
            found.trees,
            min(10, found.trees),
            key=TREES,
            bind="query-params",
            help="Add one tree at a time, with the arrow keys.",
        )
    left, right = st.columns(2, gap="medium")
    with left:
        _plane(of, found, name, t, int(options["seed"]))
    with right:
        drawn = _over_trees(found, repr((name, options, of.token)))
        chart(moved(drawn, t), key="ensemble-errors", alt="Shares of wrong answers over the number of trees")
        if found.trees < MOST:
            st.caption(
                f"It ends after {found.trees} trees: the last one makes no mistake on what it learned from, or does no better than chance."
            )
    facts(*_figures(found, name, t))
    code(_script(of, name, options, t), name="ensembles.py")


@st.cache_resource(max_entries=30, show_spinner=False)
def _over_trees(_found: Stages, token: str) -> dict[str, Any]:
    most = 1.1 * max(float(np.nanmax(line, initial=0.02)) for line in _found.wrong.values())
    return steady(
        over(
            list(range(1, _found.trees + 1)), _found.wrong, ("trees", "share wrong"), 1.0, False, (0, most), COLOURS, dots=False, height=400
        )
    )


def _plane(of: Given, found: Stages, name: str, t: int, seed: int) -> None:
    points, ends = of.points, of.points.frame
    kept, _ = apart(points.y, seed)
    cuts = [
        divided.cut_line(int(column), float(cut), box, ends) for (column, cut), box in zip(found.cuts[t - 1], found.box[t - 1], strict=True)
    ]
    lines = [divided.Lines(np.concatenate(cuts), ink(), 1.6, dashed=True)] if cuts else []
    weight = found.weights[t - 1]
    dots = divided.Dots(
        points.X[kept], [points.classes[one] for one in points.y[kept]], [_counts(name, float(one)) for one in weight],
        divided.point_size(len(kept)) * np.clip(weight, 0.12, 12) if name != GRADIENT else None,
    )  # fmt: skip
    data = divided.parts(dots, lines, colours(found.said[t - 1], CELLS))
    draw(of, data, KEY, "The plane coloured by what the trees say together")
    size = {
        FOREST: f" The larger a point, the more often it is in the bag of tree {t}; the smallest are out of it.",
        ADA: f" The larger a point, the more it counts for tree {t}.",
        GRADIENT: "",
    }[name]
    several = " (of the first class)" if name == GRADIENT and points.k > 2 else ""
    st.caption(f"Colours: what trees 1 to {t} say together. Dashed: the splits of tree {t} alone{several}.{size}")


def _counts(name: str, weight: float) -> str:
    return {FOREST: f"{weight:.0f} times in the bag", ADA: f"counts {weight:.3g} times the mean", GRADIENT: ""}[name]


def _figures(found: Stages, name: str, t: int) -> list[tuple[str, str, str]]:
    about = {
        "training": "Of the points that the trees grew from.",
        "new": "Of three tenths of the points, which no tree has seen. They are not drawn.",
        "out of bag": "Each point is asked only of trees that have not seen it: about as on new points, without keeping any.",
    }
    figures = [(f"Wrong, {what}", _percent(error[t - 1]), about[what]) for what, error in found.wrong.items()]
    if name != FOREST:  # which needs no such choice
        best = str(int(np.nanargmin(found.wrong["new"])) + 1)
        figures.append(("Best number of trees", best, "The first with the least error on the new points."))
    if name == ADA:
        figures.append(
            (
                "Voice",
                f"{found.voice[t - 1]:.3g}",
                f"How loud tree {t} speaks: log((1 − e) / e) + log(k − 1) of its weighted error e, times the learning rate.",
            )
        )
    return figures


def _percent(share: float) -> str:
    return "none yet" if np.isnan(share) else f"{share:.1%}".replace("%", " %")


def _script(of: Given, name: str, options: dict[str, int | float], t: int) -> Script:
    function = METHODS[name].__name__
    given = ", ".join(f"{option}={value}" for option, value in options.items())
    body = f"""points = {of.code}
kept, new = apart(points.y, seed={options["seed"]})
X, y = points.X, points.y
found = {function}(X[kept], y[kept], (X[new], y[new]), X, trees={MOST}, {given})
for what, errors in found.wrong.items():
    print(f"{{what}}: {{errors[{t - 1}]:.4f}} after {t} trees, {{errors[-1]:.4f}} after {{found.trees}}")"""
    return Script(body, (*of.imports, f"from mllab.learning.boundaries import apart, {function}"))
