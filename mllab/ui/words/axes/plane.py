"""A list of words on two axes at once."""

import numpy as np
import streamlit as st

from mllab.charts.word_axes import word_axes
from mllab.embed import Words
from mllab.embed.axes import angles, coordinates
from mllab.ui import chart, code
from mllab.ui.words.axes.setting import Chosen, about
from mllab.ui.words.listing import told_missing
from mllab.ui.words.loading import script

ANGLE = "90° where the axes have nothing to do with each other. Away from it, what lies far out on one is drawn along on the other."


def plane(words: Words, chosen: list[Chosen], terms: list[str], relative: bool) -> None:
    """The words where the two axes put them, and what the axes are made of."""
    found, places = coordinates(words, [one.axis for one in chosen], terms, relative)
    left, right = st.columns([3, 2], gap="large")
    with left:
        order = np.argsort(-np.linalg.norm(places - places.mean(axis=0), axis=1), kind="stable")
        first, second = (one.ends for one in chosen)
        chart(
            word_axes([found[i] for i in order], places[order], [first, second]),
            alt=f"{len(found)} words between {first[0]} and {first[1]} across, and between {second[0]} and {second[1]} upwards",
        )
        st.caption(told_scale(relative))
        told_missing([term for term in terms if term not in found])
    with right:
        told_axes(words, chosen)
    code(script(words, asked(chosen, terms, relative), "from mllab.embed import axes"))


def told_scale(relative: bool) -> str:
    """What the numbers on the axes are."""
    return "The cosine between each word and each axis" + (", relative to the list's mean." if relative else ".")


def told_axes(words: Words, chosen: list[Chosen]) -> None:
    """What the axes are made of, and the angles between them."""
    for one in chosen:
        about(words, one)
    between = angles([one.axis for one in chosen])
    pairs = [(i, j) for i in range(len(chosen)) for j in range(i)]
    said = "; ".join(f"{chosen[j].axis.name} and {chosen[i].axis.name} {between[i, j]:.0f}°" for i, j in pairs)
    st.caption(f"Angle between the axes: {said}. They are drawn at right angles.", help=ANGLE)


def asked(chosen: list[Chosen], terms: list[str], relative: bool) -> str:
    """The script's lines."""
    made = ", ".join(f"axes.written(words, {one.text!r})" for one in chosen)
    option = "" if relative else ", relative=False"
    return f"names, places = axes.coordinates(words, [{made}], {terms!r}{option})\nfor name, place in zip(names, places):\n    print(name, place.round(3))"
