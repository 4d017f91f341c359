"""Words and lines on the map: what each group is, and where rows are dense."""

from typing import Any

import numpy as np
import streamlit as st

from mllab.cluster.judge.describe import describe, say
from mllab.ui import short
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.colours import GROUPS, Colours

LEVELS = 6
MOST = 14
LETTERS = 34


def choose_overlay() -> tuple[bool, bool]:
    """In the sidebar: names of the groups, and density contours."""
    with st.sidebar, st.container(horizontal=True):
        names = st.toggle("Names", key="names", bind="query-params", help="Writes on every group or class of the colours what it is.")
        density = st.toggle("Density", key="density", bind="query-params", help="Draws lines around where rows lie dense.")
    return bool(names), bool(density)


def overlay(chosen: Chosen, shown: Colours, positions: np.ndarray, asked: tuple[bool, bool]) -> dict[str, Any]:
    """As the drawing takes it: captions with their places, and the number of density levels."""
    names, density = asked
    return {
        "captions": _captions(chosen, shown, positions) if names and shown.codes is not None else (),
        "contours": LEVELS if density and positions.shape[1] == 2 else 0,
    }


def _captions(chosen: Chosen, shown: Colours, positions: np.ndarray) -> list[tuple[str, list[float]]]:
    """A text in the middle of each of the largest groups: the row nearest to the median, so that it lies among its own."""
    codes = shown.codes if shown.codes is not None else np.empty(0, dtype=int)
    sizes = np.bincount(codes[codes >= 0], minlength=len(shown.names))
    words = _words(chosen, shown) if shown.title in GROUPS else shown.names
    found = []
    for code in np.argsort(-sizes, kind="stable")[:MOST]:
        places = positions[codes == code]
        if len(places):
            middle = np.median(places, axis=0)
            nearest = places[np.argmin(((places - middle) ** 2).sum(axis=1))]
            found.append((short(words[code], LETTERS), [float(at) for at in nearest]))
    return found


def _words(chosen: Chosen, shown: Colours) -> list[str]:
    """For groups that were found: what sets each apart most."""
    kinds = {column.name: column.kind for column in chosen.table.columns}
    groups = {group.label: group for group in describe(chosen.frame(), shown.codes, kinds)} if shown.codes is not None else {}
    said: list[str] = []
    for label, name in enumerate(shown.names):
        told = [say(difference).split(" (")[0] for difference in groups[label].differences[:MOST]] if label in groups else []
        said.append(next((words for words in told if words not in said), name))
    return said
