"""Axes: where words lie between two ends, on one axis, on two as a plane, or on three as a cube."""

from typing import get_args

import streamlit as st

from mllab.embed import Words
from mllab.embed.axes import Interval
from mllab.ui.words.axes.cube import cube
from mllab.ui.words.axes.line import line
from mllab.ui.words.axes.plane import plane
from mllab.ui.words.axes.setting import choose_axes
from mllab.ui.words.listing import caution, pick_list

INTERVALS: tuple[Interval, ...] = get_args(Interval)
RELATIVE = (
    "An axis has an offset that belongs to no word: most lists lie to one side of it. Relative to the list's mean, only the differences between "
    "its words count."
)
SPREAD = (
    "How far a place would move with other pairs. Jackknife: each pair is left out in turn, 95 % t-interval. Bootstrap: pairs are drawn anew a "
    "thousand times, middle 95 %; too narrow for few pairs."
)


def show(words: Words) -> None:
    """The axes chosen, and the list on them."""
    with st.sidebar:
        made = choose_axes(words)
        terms = pick_list(words, "words_axis_list", "occupations")
        with st.expander("More settings", expanded=any(key in st.query_params for key in ("words_axis_mean", "words_axis_spread"))):
            relative = st.toggle("Relative to the list's mean", True, key="words_axis_mean", bind="query-params", help=RELATIVE)
            spread = st.selectbox("Interval", INTERVALS, key="words_axis_spread", bind="query-params", help=SPREAD)
    if not terms:
        st.info("Choose a list, or type words to place on the axis.", icon=":material/linear_scale:")
        return
    if len(made) == 1:
        line(words, made[0], terms, bool(relative), spread or INTERVALS[0])
    elif len(made) == 2:
        plane(words, made, terms, bool(relative))
    else:
        cube(words, made, terms, bool(relative))
    caution()
