"""The map of points on a page, and what was chosen on it."""

import json
import time
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from mllab.charts.palette import NOISE, PALETTE
from mllab.ui.points import parts as made
from mllab.ui.points.images import Images
from mllab.ui.points.packet import Part, packet, part
from mllab.ui.points.picked import Choice, Picked
from mllab.ui.points.ramps import stops

HERE = Path(__file__).parent
# The program of the browser, in the order in which it is put together: one module.
SCRIPTS = (
    "packet", "shaders", "buffers", "painter", "camera", "nearest", "inside", "group", "contours",
    "colours", "words", "overlay", "ramp", "legend", "toolbar", "tip", "aside", "gestures", "keys", "save", "data", "sprites", "map", "look", "view", "main",
)  # fmt: skip
MOST_SENT = 2000
SENT = "_points_sent"  # digests of the parts that this browser tab has been sent
LATELY = "_points_lately"  # when for the first time, and with which map, of those that are sent again for a moment
AGAIN = 0.7  # seconds for which a small part goes with every packet: a browser that is busy shows only the last of several
SMALL = 150_000  # bytes


@cache
def _component() -> Any:
    """What Streamlit sends with every picture, so it is short: the program itself is a part, sent to each browser tab once."""
    html, css, js = (_text(name) for name in ("points.html", "loader.css", "browser/loader.js"))
    return st.components.v2.component("mllab_points", html=html, css=css, js=js)


@cache
def _program() -> Part:
    scripts = "\n".join(_text(f"browser/{name}.js") for name in SCRIPTS)
    return part(np.frombuffer(f"const STYLE = {json.dumps(_text('points.css'))};\n{scripts}".encode(), np.uint8))


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def points(
    positions: np.ndarray,
    *,
    key: str,
    codes: np.ndarray | None = None,
    names: Sequence[str] = (),
    palette: Sequence[str] = PALETTE,
    values: np.ndarray | None = None,
    ramp: str | Sequence[str] = "viridis",
    sizes: np.ndarray | None = None,
    shapes: np.ndarray | None = None,
    shape_names: Sequence[str] = (),
    images: Images | None = None,
    words: Part | Sequence[str] | None = None,
    labels: Part | Sequence[str] | None = None,
    emphasis: np.ndarray | None = None,
    selected: np.ndarray | None = None,
    group: str = "map",
    height: int = 560,
    title: str = "",
    axes: Sequence[str] = (),
    colour: str = "",
    size: str = "",
    shape: str = "",
    pictured: bool = True,
    contours: int | Sequence[np.ndarray] = 0,
    captions: Sequence[tuple[str, Sequence[float]]] = (),
    tools: Sequence[str] = made.TOOLS,
    view: dict[str, Any] | None = None,
    equal: bool = True,
    moving: bool | None = None,
) -> Picked:
    """Draw `positions` (n, 2 or 3) and tell what was chosen; a million points stay fluid.

    Colour is by `codes` (-1 is none) with their `names`, or by `values` (NaN is missing) along `ramp`; `colour` says what it shows.
    `sizes` go by area and `shapes` are group numbers of at most six; `size` and `shape` say what they show. `words` (n,) are written on the points
    as far as there is room, more of them the nearer one comes; `labels` (n,) are said of the pointed row. `images` stand for the points when
    `pictured`, else the pointed row shows its own. `emphasis` lets the other rows fade. `selected` is taken when it changes; until then the browser's own selection stands.
    Maps with the same `group` and number of rows share hover and selection. `contours` is a number of density levels, or lines (m, 2).
    `captions` are texts with their places. `view` (from `Picked.view`) is taken when it changes. `equal` keeps a step equally long on all axes.
    `moving` says that another picture follows soon, or that this is the last one.
    Only what the browser does not have is sent. O(n) per run, about 10 ms for a million points.

    Raises DataError when an array does not fit the rows, a code has no name, or a tool is unknown.
    """
    spots = made.placed(positions)
    n, dimensions = spots.shape
    parts = {"program": _program(), "positions": part(spots)} | made.of_rows(
        n, len(names), codes=codes, values=None if codes is not None else values, sizes=sizes, shapes=shapes, emphasis=emphasis,
        words=words, labels=labels, images=images,
    )  # fmt: skip
    if not isinstance(contours, int):
        parts |= made.lines(contours)
    choice = _choice(group, n)
    if selected is not None:
        choice.given_by_page(selected)
    head = {
        "key": key, "n": n, "dimensions": dimensions, "names": list(map(str, names)), "palette": list(palette), "none": NOISE, "ramp": stops(ramp),
        "shape_names": list(map(str, shape_names)), "group": f"{group}:{n}", "height": height, "title": title, "axes": list(axes),
        "colour": colour, "size": made.key_of_sizes(sizes, size), "shape": shape, "images": None if images is None else images.told(pictured),
        "levels": contours if isinstance(contours, int) else 0, "view": view, "equal": equal, "moving": moving,
        "captions": [[str(words), [float(at) for at in place]] for words, place in captions],
        "tools": made.known_tools(tools), "selection": choice.id, "clicked": choice.clicked,
    }  # fmt: skip
    return _mounted(key, head, parts, choice)


def _choice(group: str, n: int) -> Choice:
    """What is chosen in a group: kept for as long as the session lasts."""
    return st.session_state.setdefault(f"_points_{group}_{n}", Choice(n))


def _mounted(key: str, head: dict[str, Any], parts: dict[str, Part], choice: Choice) -> Picked:
    """Send what is new, and note what comes back; Streamlit calls `_told` before the script runs again."""
    sent: dict[str, None] = st.session_state.setdefault(SENT, {})
    if choice.id:
        rows = np.empty(0, np.uint32) if choice.rows is None else choice.rows.astype(np.uint32)
        parts["selected"] = part(rows)
        if not choice.id.startswith("page-") and choice.id not in sent:  # the browser made it, so it is there
            sent |= dict.fromkeys((choice.id, parts["selected"].digest))
    data = packet(head, parts, _known(sent, parts, key))
    for digest in list(sent)[:-MOST_SENT]:  # what the browser may well have forgotten; it asks for what it lacks
        del sent[digest]
    _component()(key=key, data=data, on_picked_change=partial(_told, key, choice), on_missing_change=partial(_asked, key))
    return choice.picked(key)


def _known(sent: dict[str, None], parts: dict[str, Part], key: str) -> set[str]:
    """What need not go with this packet of the map `key`; its other `parts` are noted as sent."""
    lately: dict[str, tuple[float, str]] = st.session_state.setdefault(LATELY, {})
    now, known = time.monotonic(), set(sent)
    for digest in [digest for digest, (since, _) in lately.items() if now - since >= AGAIN]:
        del lately[digest]
    for one in parts.values():
        if one.digest not in sent and len(one.data) <= SMALL:
            lately[one.digest] = (now, key)
        elif lately.get(one.digest, (now, ""))[1] == key:
            known.discard(one.digest)
    sent |= dict.fromkeys(one.digest for one in parts.values())
    return known


def _told(key: str, choice: Choice) -> None:
    said = st.session_state[key].get("picked")
    if said:
        choice.told(key, said)


def _asked(key: str) -> None:
    """The browser lacks parts (a run was broken off before it was shown, or the tab forgot them): they are sent again."""
    for digest in st.session_state[key].get("missing") or []:
        st.session_state[SENT].pop(digest, None)
