"""A square from -6 to 6 in which points are drawn by hand, of one class or several, with a line between them if there is one."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from mllab.charts.palette import PALETTE
from mllab.errors import DataError, ParamError

HERE = Path(__file__).parent
REACH, MOST = 6.0, 1000
Point = tuple[float, float, int]  # x, y, and the place of its class among the classes


@cache
def _component() -> Any:
    html, css, js = ((HERE / f"canvas.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js"))
    return st.components.v2.component("mllab_drawing", html=html, css=css, js=js)


def canvas(
    points: Sequence[Point],
    classes: Sequence[str],
    key: str,
    on_drawn: Any,
    line: Sequence[float] = (),
    ringed: int | None = None,
) -> None:
    """Show the points; `on_drawn` is called when others are drawn: see `told`. `line` is (a, b, c) of a x + b y + c = 0, whose side above 0 is of the
    first class; the point `ringed` has a thick rim. ParamError for more classes than colours.
    """
    if not 1 <= len(classes) <= len(PALETTE):
        raise ParamError(f"Points are drawn in 1 to {len(PALETTE)} classes, got {len(classes)}.")
    data = {"points": list(points), "classes": list(classes), "palette": PALETTE, "most": MOST, "reach": REACH}
    data |= {"line": list(line), "ringed": -1 if ringed is None else ringed}
    _component()(key=key, data=data, on_drawn_change=on_drawn)


def told(key: str, classes: int) -> list[Point]:
    """What was drawn last. DataError when it is not a list of places in the square, each of one of so many classes."""
    found = st.session_state[key].get("drawn") or []
    points = [(float(x), float(y), int(kind)) for x, y, kind in found[:MOST]]
    if not all(abs(x) <= REACH and abs(y) <= REACH and 0 <= kind < classes for x, y, kind in points):
        raise DataError(f"Points are places in the square from {-REACH:g} to {REACH:g}, each of one of {classes} classes.")
    return points
