"""Custom axes on the map: the searches in the sidebar, and what every end stands for on the picture."""

import re
from typing import Any

import numpy as np
import streamlit as st

from mllab.data.search import ANYWHERE
from mllab.data.table import Table
from mllab.params import knobs
from mllab.reduce import Reducer, Reduction
from mllab.reduce._custom import BITS, PAIRS, CustomAxes
from mllab.ui.chosen import target
from mllab.ui.knobs import control
from mllab.ui.links import knob_key
from mllab.ui.show import short

METHODS = {CustomAxes.name: CustomAxes}
PLACES = {"left": (-1.0, 0.0), "right": (1.0, 0.0), "down": (0.0, -1.0), "up": (0.0, 1.0)}
SIGNS = {"left": "← {}", "right": "{} →", "down": "↓ {}", "up": "↑ {}"}
LETTERS = 28


def choose_poles(table: Table) -> CustomAxes:
    """What the four ends stand for, each a search; kept in the link like all knobs."""
    values: dict[str, Any] = {}
    for pair, column in zip(PAIRS, ("left_right_in", "up_down_in"), strict=True):
        values[column] = _column(table, column, f"{pair[0].capitalize()} and {pair[1]} in")
        for end, place in zip(pair, st.columns(2, gap="small"), strict=True):
            with place:
                values[end] = control(knobs(CustomAxes)[end], pole_key(end))
    with st.container(horizontal=True):
        values["pattern"] = control(knobs(CustomAxes)["pattern"], pole_key("pattern"))
        values["orthogonal"] = control(knobs(CustomAxes)["orthogonal"], pole_key("orthogonal"))
    return CustomAxes(**values)


def wait_for_poles(table: Table, axes: CustomAxes) -> None:
    """Where nothing stands for left or right yet: say what to do, offer a beginning, and end the page here."""
    if axes.sought("left") or axes.sought("right"):
        return
    st.info(
        "What do left and right stand for? Type in the sidebar what stands in some of the rows: the middle of those rows becomes an end of "
        "the axis. An end that is left empty stands for all rows, and up and down may both stay empty.",
        icon=":material/swap_horiz:",
    )
    _suggest(table)
    st.stop()


def poles(axes: CustomAxes, frame: Any, token: tuple[object, ...]) -> np.ndarray:
    """The ends of every row, kept while other widgets move. Raises DataError when a search finds nothing."""
    return _poles(axes, frame, (token, repr(axes)))


def ends(reducer: Reducer, y: np.ndarray | None) -> list[tuple[str, list[float]]]:
    """What every end stands for and how many rows it found, with its place on the picture; nothing for other methods."""
    if not isinstance(reducer, CustomAxes) or y is None:
        return []
    said = []
    for end, place in PLACES.items():
        if count := int(np.count_nonzero(y & BITS[end])):
            said.append((SIGNS[end].format(f"{called(reducer, end)} ({count:,} rows)"), [float(at) for at in place]))
    return said


def cross(reducer: Reducer, y: np.ndarray | None) -> list[np.ndarray]:
    """The lines from pole to pole."""
    there = dict.fromkeys(end for end in BITS if isinstance(reducer, CustomAxes) and y is not None and (y & BITS[end]).any())
    return [np.array([PLACES[end] for end in pair], np.float32) for pair in PAIRS if all(end in there for end in pair)]


def marked(reducer: Reducer, y: np.ndarray | None, picture: Reduction, lines: dict[str, Any]) -> dict[str, Any]:
    """What is drawn over the points, with the poles and their axes where they were searched for."""
    if not isinstance(reducer, CustomAxes):
        return lines
    drawn = {**lines, "axes": titles(reducer, picture), "captions": [*ends(reducer, y), *lines.get("captions", ())]}
    return drawn if drawn.get("contours") else {**drawn, "contours": cross(reducer, y)}


def titles(reducer: Reducer, picture: Reduction) -> tuple[str, ...]:
    """The axes by their ends, with their share of the variance; nothing for other methods."""
    if not isinstance(reducer, CustomAxes) or picture.shares is None:
        return ()
    named = [
        f"{called(reducer, one)} to {called(reducer, other)}" if reducer.sought(one) or reducer.sought(other) else "widest other direction"
        for one, other in PAIRS
    ]
    return tuple(f"{name} · {share:.1%} of the variance".replace("%", " %") for name, share in zip(named, picture.shares, strict=False))


def called(axes: CustomAxes, end: str) -> str:
    """An end in words: its text, the cells that a pattern lists, any other pattern between slashes, or all rows."""
    text = axes.sought(end)
    if not text:
        return "all rows"
    if axes.pattern and (listed := re.fullmatch(r"\^\(([^()]+)\)\$", text)):
        return short(", ".join(re.sub(r"\\(.)", r"\1", one) for one in listed[1].split("|")), LETTERS)
    return short(f"/{text}/" if axes.pattern else text, LETTERS)


def _column(table: Table, name: str, label: str) -> str:
    declared = knobs(CustomAxes)[name]
    found = st.selectbox(label, [ANYWHERE, *table.names], key=pole_key(name), bind="query-params", help=declared.help)
    return str(found or ANYWHERE)


def _suggest(table: Table) -> None:
    """A beginning: the two largest classes of the column that one would look at first."""
    kinds = table.of_kind("category", "boolean")
    column = target(table) if target(table) in kinds else next(iter(kinds), "")
    if column:
        st.button(f"Begin with {short(column, 24)}", on_click=_begin, args=(table, column), icon=":material/lightbulb:")


def _begin(table: Table, column: str) -> None:
    """The two most frequent values of the column as left and right, found as whole cells."""
    found = table.frame([column])[column].dropna().astype("str").value_counts().index[:2]
    texts = [f"^{re.escape(str(value))}$" for value in found]
    for name, value in (("left_right_in", column), *zip(("left", "right"), texts, strict=False), ("pattern", True)):
        st.session_state[pole_key(name)] = value


def pole_key(name: str) -> str:
    """The key of a knob of the axes, and its name in the link."""
    return knob_key("reducer", CustomAxes, name)


@st.cache_data(max_entries=8, show_spinner="Searching for the poles")
def _poles(_axes: CustomAxes, _frame: Any, token: tuple[object, ...]) -> np.ndarray:
    return _axes.poles(_frame)
