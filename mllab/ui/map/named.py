"""Words and lines on the map: what each group is, and where rows are dense."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from mllab.cluster.judge.describe import describe, say
from mllab.cluster.judge.words import typical_words
from mllab.data.table import Table
from mllab.ui import short
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.colours import GROUPS, Colours

LEVELS = 6
MOST = 14
LETTERS = 34
WORDS = 3
VALUES = "values"


@dataclass(frozen=True)
class Overlay:
    """What is laid over the points: `names` of the groups, from their values or from the words of a column of text; `density` lines."""

    names: bool = False
    density: bool = False
    source: str = VALUES


def choose_overlay(table: Table) -> Overlay:
    """Names of the groups, from what, and density contours."""
    with st.container(horizontal=True):
        names = st.toggle("Names", key="names", bind="query-params", help="Writes on every group or class of the colours what it is.")
        density = st.toggle("Density", key="density", bind="query-params", help="Draws lines around where rows lie dense.")
    source = VALUES
    if names and (able := table.of_kind("text")):
        source = st.selectbox(
            "Names from", [VALUES, *able], key="names-from", bind="query-params",
            help="Values: what sets the group apart most. A column of text: the words that are typical of the group's texts.",
        )  # fmt: skip
    return Overlay(bool(names), bool(density), source or VALUES)


def overlay(chosen: Chosen, shown: Colours, positions: np.ndarray, asked: Overlay) -> dict[str, Any]:
    """As the drawing takes it: captions with their places, and the number of density levels."""
    return {
        "captions": _captions(chosen, shown, positions, asked.source) if asked.names and shown.codes is not None else (),
        "contours": LEVELS if asked.density and positions.shape[1] == 2 else 0,
    }


def _captions(chosen: Chosen, shown: Colours, positions: np.ndarray, source: str) -> list[tuple[str, list[float]]]:
    """A text in the middle of each of the largest groups: the row nearest to the median, so that it lies among its own."""
    codes = shown.codes if shown.codes is not None else np.empty(0, dtype=int)
    sizes = np.bincount(codes[codes >= 0], minlength=len(shown.names))
    words = group_names(chosen, shown, source)
    found = []
    for code in np.argsort(-sizes, kind="stable")[:MOST]:
        places = positions[codes == code]
        if len(places):
            middle = np.median(places, axis=0)
            nearest = places[np.argmin(((places - middle) ** 2).sum(axis=1))]
            found.append((short(words[code], LETTERS), [float(at) for at in nearest]))
    return found


def group_names(chosen: Chosen, shown: Colours, source: str = VALUES) -> tuple[str, ...]:
    """What each of the colours' groups is called: a class by its own name, a found group by what sets it apart, or by its typical words."""
    if shown.codes is None or (source == VALUES and shown.title not in GROUPS):
        return shown.names
    token = (chosen.rows, shown.title, shown.codes.tobytes())
    return _by_values(chosen, shown, token) if source == VALUES else _by_words(chosen, shown, source, token)


@st.cache_data(max_entries=8, show_spinner="Naming the groups")
def _by_values(_chosen: Chosen, _shown: Colours, token: tuple[object, ...]) -> tuple[str, ...]:
    kinds = {column.name: column.kind for column in _chosen.table.columns}
    codes = np.empty(0, dtype=int) if _shown.codes is None else _shown.codes
    groups = {group.label: group for group in describe(_chosen.frame(), codes, kinds)}
    said: list[str] = []
    for label, name in enumerate(_shown.names):
        told = [say(difference).split(" (")[0] for difference in groups[label].differences[:MOST]] if label in groups else []
        said.append(next((words for words in told if words not in said), name))
    return tuple(said)


@st.cache_data(max_entries=8, show_spinner="Reading the texts of the groups")
def _by_words(_chosen: Chosen, _shown: Colours, source: str, token: tuple[object, ...]) -> tuple[str, ...]:
    values = _chosen.frame()[source]
    texts = values.astype("str").where(values.notna(), "")
    codes = np.empty(0, dtype=int) if _shown.codes is None else _shown.codes
    found = typical_words(texts.to_list(), codes, WORDS, _chosen.seed)
    return tuple(", ".join(found.get(label, [])) or name for label, name in enumerate(_shown.names))
