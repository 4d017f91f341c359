"""A drawing that is kept through reruns and pages."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from mllab.ui.learning.drawing.canvas import Point, canvas, told
from mllab.ui.learning.drawing.keep import keep


def drawn(key: str, classes: Sequence[str] = ("class 1", "class 2"), begin: Sequence[Point] = ()) -> list[Point]:
    """A square to draw points in, and beneath it a way to keep them as a table; gives what is drawn now: x, y and the place of the class in `classes`.

    `begin` is there before anything is drawn. What was drawn under this `key` is still there on the next run and after other pages; points of a class
    that is no longer among `classes` are left out. A name in `classes` is shown as text.
    """
    slot = f"_drawn_{key}"
    points = [point for point in st.session_state.get(slot, begin) if point[2] < len(classes)]
    canvas(points, classes, key, partial(_taken, slot, key, len(classes)))
    keep(points, classes, key)
    return points


def _taken(slot: str, key: str, classes: int) -> None:
    st.session_state[slot] = told(key, classes)
