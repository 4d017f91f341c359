"""A square in which points of two classes are drawn by hand, with a line between them."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from mllab.errors import DataError

HERE = Path(__file__).parent
MOST = 300
Drawn = list[tuple[float, float, int]]


@cache
def _component() -> Any:
    html, css, js = ((HERE / f"canvas.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js"))
    return st.components.v2.component("mllab_canvas", html=html, css=css, js=js)


def canvas(points: Drawn, line: list[float], wrong: int | None, key: str, on_drawn: Any) -> None:
    """Show the points and the line a x + b y + c = 0 (none where all are 0); `wrong` is ringed. `on_drawn` is called when others are drawn: see `told`."""
    data = {"points": points, "line": line, "wrong": -1 if wrong is None else wrong}
    _component()(key=key, data=data, on_drawn_change=on_drawn)


def told(key: str) -> Drawn:
    """What was drawn last. DataError when it is not a list of places in the square with a class each."""
    found = st.session_state[key].get("drawn") or []
    points = [(float(x), float(y), int(kind)) for x, y, kind in found[:MOST]]
    if not all(abs(x) <= 6 and abs(y) <= 6 and kind in {-1, 1} for x, y, kind in points):
        raise DataError("Points are places in the square from -6 to 6, each of class -1 or 1.")
    return points
