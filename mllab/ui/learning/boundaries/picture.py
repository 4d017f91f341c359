"""The plane that all labs of this page draw into, and the place in it that is asked about."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import numpy as np
import streamlit as st

from mllab.charts import divided
from mllab.charts.boundary import class_colours
from mllab.learning.boundaries import Labelled, grid
from mllab.ui.learning.boundaries.points import Given
from mllab.ui.show import INKS, chart, kept, plain, short

Rows = list[dict[str, Any]]
CELLS = (120, 100)  # of the colours behind, across and up
BEGIN = (0.3, 0.6)  # where the place that is asked about begins, as shares of the frame


def ink() -> str:
    """What is written and ringed with, in light and in dark."""
    return INKS[st.context.theme.type == "dark"]


def places(points: Labelled, cells: tuple[int, int] = CELLS) -> np.ndarray:
    """The middles of the cells that are coloured, the lowest row first."""
    return grid(points.frame, *cells)[0]


def colours(shares: np.ndarray, cells: tuple[int, int] = CELLS) -> str:
    """Shares of the classes (r c, k) as an image: the surer, the stronger."""
    return class_colours(np.asarray(shares, float).reshape(cells[1], cells[0], -1))


def dots(points: Labelled, **more: Any) -> divided.Dots:
    """The points with their classes."""
    return divided.Dots(points.X, [points.classes[one] for one in points.y], **more)


def draw(given: Given, data: dict[str, Any], key: str, alt: str, select: str = "", on_select: Any = "ignore") -> None:
    """The plane with these data; `select` says what a click takes, a place or a row, and then `on_select` is called."""
    points = given.points
    spec = _spec(points.classes, points.axes, points.frame.tolist(), ink(), select)
    more = {"on_select": on_select, "selection_mode": select} if select else {}
    chart(divided.filled(spec, data), key=key, alt=alt, **more)


@st.cache_resource(max_entries=60, show_spinner=False)
def _spec(classes: tuple[str, ...], titles: tuple[str, str], ends: list[list[float]], ink: str, select: str) -> dict[str, Any]:
    return divided.plane(classes, titles, np.array(ends), ink, select=select)


def steady(picture: Any) -> dict[str, Any]:
    """A chart as plain data whose parts are called alike whatever is in them: while only its data change, the browser keeps it and draws them into it."""
    found = kept(picture)
    names = {name: f"part {number}" for number, name in enumerate(found["datasets"])}
    parts: dict[str, Any] = {names[name]: rows for name, rows in found.pop("datasets").items()}
    return {**_renamed(found, names), "datasets": parts}


def moved(picture: dict[str, Any], now: float) -> dict[str, Any]:
    """The same steady chart of mllab.charts.over with its rule elsewhere."""
    return redone(picture, lambda rows: [{"value": now}] if set(rows[0]) == {"value"} else rows)


def redone(picture: dict[str, Any], change: Callable[[Rows], Rows]) -> dict[str, Any]:
    """A steady chart, the rows of each of its parts changed."""
    parts = {name: change(rows) for name, rows in picture["datasets"].items()}
    return {**deepcopy({name: part for name, part in picture.items() if name != "datasets"}), "datasets": parts}


def _renamed(part: Any, names: dict[str, str]) -> Any:
    if isinstance(part, list):
        return [_renamed(one, names) for one in part]
    if not isinstance(part, dict):
        return part
    return {key: {"name": names[one["name"]]} if key == "data" else _renamed(one, names) for key, one in part.items()}


def place(given: Given) -> np.ndarray:
    """A slider for each coordinate of the place that is asked about."""
    columns = st.columns(2, gap="medium")
    found = []
    for i, (column, name, (low, high)) in enumerate(zip(columns, given.points.axes, given.points.frame, strict=True)):
        key, digits = _key(given, i), _digits(low, high)
        step = 10.0**-digits
        low, high = round(float(np.floor(low / step) * step), digits), round(float(np.ceil(high / step) * step), digits)
        if not low <= st.session_state.get(key, low) <= high:
            st.session_state[key] = float(np.clip(st.session_state[key], low, high))
        label, about = plain(short(name)), "The place that is asked about; a click into the picture sets it, too."
        begin, form = round(low + BEGIN[i] * (high - low), digits), f"%.{max(digits, 0)}f"
        found.append(column.slider(label, low, high, begin, step, format=form, key=key, bind="query-params", help=about))
    return np.array(found)


def clicked(given: Given, chart: str) -> None:
    """Ask about the place that was clicked."""
    for point in st.session_state[chart]["selection"].get(divided.PLACE, [])[:1]:
        for i, name in enumerate(("x", "y")):
            st.session_state[_key(given, i)] = round(float(point[name]), _digits(*given.points.frame[i]))


def spots(points: Labelled) -> np.ndarray:
    """The places that can be clicked."""
    return places(points, divided.SPOT)


def _key(given: Given, i: int) -> str:
    return f"border_at{i + 1}{given.slug}"


def _digits(low: float, high: float) -> int:
    """After the point, for about a hundred steps or more; below 0 for large numbers."""
    return int(np.ceil(-np.log10((high - low) / 40)))
