"""A list of words on three axes, to be turned around."""

import numpy as np
import streamlit as st

from mllab.embed import Words
from mllab.embed.axes import coordinates
from mllab.ui import code
from mllab.ui.points import points
from mllab.ui.words.axes.plane import asked, told_axes, told_scale
from mllab.ui.words.axes.setting import Chosen
from mllab.ui.words.listing import told_missing
from mllab.ui.words.loading import script


def cube(words: Words, chosen: list[Chosen], terms: list[str], relative: bool) -> None:
    """The words where the three axes put them, the ends written at the axes, and what the axes are made of."""
    found, places = coordinates(words, [one.axis for one in chosen], terms, relative)
    left, right = st.columns([3, 2], gap="large")
    with left:
        points(
            places.astype("float32"),
            key="words-cube",
            group="words-cube",
            words=list(found),
            title="words",
            axes=[f"{one.ends[0]} → {one.ends[1]}" for one in chosen],
            captions=_ends(chosen, places),
            height=480,
        )
        st.caption(told_scale(relative) + " Drag to turn it.")
        told_missing([term for term in terms if term not in found])
    with right:
        told_axes(words, chosen)
    code(script(words, asked(chosen, terms, relative), "from mllab.embed import axes"))


def _ends(chosen: list[Chosen], places: np.ndarray) -> list[tuple[str, list[float]]]:
    """The names of the ends, where each axis leaves the cloud of words."""
    found = []
    for number, one in enumerate(chosen):
        reach = 1.05 * float(np.abs(places[:, number]).max() or 1.0)
        for name, sign in zip(one.ends, (-1, 1), strict=True):
            at = [0.0, 0.0, 0.0]
            at[number] = sign * reach
            found.append((name, at))
    return found
