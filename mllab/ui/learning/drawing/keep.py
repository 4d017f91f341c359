"""What was drawn, kept as a table that every page can open."""

from collections.abc import Sequence

import streamlit as st

from mllab.data import store
from mllab.data.table import Table
from mllab.errors import DataError
from mllab.ui.learning.drawing.canvas import Point
from mllab.ui.show import plain

NAME, LONGEST = "Drawn by hand", 60


def keep(points: Sequence[Point], classes: Sequence[str], key: str) -> None:
    """A button that opens a name and keeps the points under it; the table is then the one that pages open first."""
    with st.popover("Keep as a table", icon=":material/table:", disabled=not points, help="Every page can then work on these points."):
        st.text_input("Call it", NAME, max_chars=LONGEST, key=f"{key}-name")
        st.button("Keep", type="primary", key=f"{key}-keep", on_click=_kept, args=(list(points), list(classes), key))
    if (said := st.session_state.pop(f"_{key}-kept", None)) is not None:
        st.success(f"Kept as {plain(said)}. Every page can open it.")


def _kept(points: list[Point], classes: list[str], key: str) -> None:
    saved = table_of(points, classes, str(st.session_state[f"{key}-name"]).strip() or NAME)
    st.session_state["table"] = saved.id
    st.session_state[f"_{key}-kept"] = saved.name


def table_of(points: Sequence[Point], classes: Sequence[str], name: str) -> Table:
    """The points as a new table: x, y, and where there are several classes their names, or numbers where all names are numbers. O(n).

    The same points under the same classes are one table. Raises DataError when there are none.
    """
    import pandas as pd

    if not points:
        raise DataError("Nothing is drawn yet. Click into the square, or drag.")
    frame = pd.DataFrame({"x": [x for x, _, _ in points], "y": [y for _, y, _ in points]})
    if len(classes) > 1:
        values = _numbers(classes)
        frame["class" if values is None else "value"] = [(values or classes)[kind] for _, _, kind in points]
    return store.from_frame(frame, name, "drawn by hand")


def _numbers(classes: Sequence[str]) -> list[float] | None:
    try:
        return [float(name.replace("−", "-")) for name in classes]
    except ValueError:
        return None
