"""What is selected: the rows, what sets them apart from the rest, the nearest rows of the one clicked, and a column that remembers them."""

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mllab.cluster.judge.describe import Group, describe, percent, say
from mllab.neighbors import nearest
from mllab.ui import plain
from mllab.ui.chosen import free
from mllab.ui.map.alone import alone
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.near import choose_distance
from mllab.ui.map.pole import pole_buttons
from mllab.ui.map.relabel import relabel
from mllab.ui.map.remember import remember
from mllab.ui.map.shown import View

if TYPE_CHECKING:
    import pandas as pd

TOLD = 8
SHOWN = 1_000
NEAR = 10


def show(view: View) -> None:
    """The selection and the row last clicked; what to do when there is neither."""
    rows, clicked = view.picked.rows, view.picked.clicked
    if rows is None and clicked is None:
        st.caption("Choose the lasso or the box above the map and draw around some points, or click a point to see its nearest rows.")
        return
    if rows is not None:
        _selection(view, rows)
    if clicked is not None:
        _neighbors(view, clicked)


def _selection(view: View, rows: np.ndarray) -> None:
    n = len(view.chosen.matrix.rows)
    words, frame = st.columns([2, 3], gap="large")
    with words:
        st.markdown(f"**{len(rows):,} rows selected**, {percent(len(rows) / n)} of the map")
        _differences(view, rows)
        remember(view, rows)
        pole_buttons(view, rows)
        st.button(
            "Map these rows alone",
            icon=":material/filter_center_focus:",
            on_click=alone,
            args=(view.chosen, rows),
            help="Keeps them as a table of their own and maps it by the same columns; “Show all rows” leads back.",
        )
    with frame:
        if st.toggle("Edit labels", key="edit-labels", help="Changes a column's words for these rows, in a copy of the table."):
            relabel(view, rows)
        else:
            st.dataframe(view.chosen.frame().iloc[rows[:SHOWN]], height=300)
            st.caption(f"The first {SHOWN:,} are shown." if len(rows) > SHOWN else "")


def _differences(view: View, rows: np.ndarray) -> None:
    """What makes the selection different, most different first."""
    told = [difference for difference in apart(view, rows).differences[:TOLD] if abs(difference.effect) >= 0.2]
    if not told:
        st.caption("In no column do these rows differ much from the others.")
    for difference in told:
        st.markdown(
            f"- {plain(say(difference))}",
            help=f"{difference.measure} {difference.effect:+.2f}: 0.2 small, 0.5 medium, 0.8 large (Cohen 1988).",
        )


def apart(view: View, rows: np.ndarray) -> Group:
    """The selected rows described against all others; kept while other things on the page change."""
    return _apart(view.chosen, rows, (view.chosen.rows, rows.tobytes()))


@st.cache_data(max_entries=8, show_spinner="Comparing with the rest")
def _apart(_chosen: Chosen, _rows: np.ndarray, token: tuple[object, ...]) -> Group:
    labels = np.zeros(len(_chosen.matrix.rows), dtype=int)
    labels[_rows] = 1
    kinds = {column.name: column.kind for column in _chosen.table.columns}
    return describe(_chosen.frame(), labels, kinds)[-1]


def _neighbors(view: View, row: int) -> None:
    """The nearest rows of the clicked one in the data, with their distances, and whether they are near in the picture too."""
    n = len(view.chosen.matrix.rows)
    k = min(NEAR, n - 1)
    if k < 1 or view.picture is None:
        return
    st.markdown(
        f"**Nearest to row {view.chosen.matrix.rows[row]:,}**",
        help="The nearest rows in the data itself, not in the picture. The distance is that of the encoded columns.",
    )
    found = nearest(view.chosen.matrix.values, k, choose_distance(view.chosen.reducer))
    seen = nearest(np.ascontiguousarray(view.picture.positions, dtype=np.float32), k)
    st.dataframe(_near(view, row, found.indices[row], found.distances[row], seen.indices[row]), height=320)


def _near(view: View, row: int, near: np.ndarray, distances: np.ndarray, seen: np.ndarray) -> "pd.DataFrame":
    frame = view.chosen.frame().iloc[[row, *near]].copy()
    frame.insert(0, free("near in the picture", frame.columns), [True, *np.isin(near, seen)])
    frame.insert(0, free("distance", frame.columns), [0.0, *distances.astype(float)])
    return frame
