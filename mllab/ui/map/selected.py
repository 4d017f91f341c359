"""What is selected: the rows, what sets them apart from the rest, the nearest rows of the one clicked, and a column that remembers them."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mllab.cluster.judge.describe import Group, describe, percent, say
from mllab.data import store
from mllab.data.joined import with_columns
from mllab.neighbors import nearest
from mllab.ui import plain
from mllab.ui.chosen import free
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
        _remember(view, rows)
        st.button(
            "Map these rows alone",
            icon=":material/filter_center_focus:",
            on_click=_alone,
            args=(view, rows),
            help="Keeps them as a table of their own and maps it; the table picker leads back.",
        )
    with frame:
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
    """The selected rows described against all others."""
    labels = np.zeros(len(view.chosen.matrix.rows), dtype=int)
    labels[rows] = 1
    kinds = {column.name: column.kind for column in view.chosen.table.columns}
    return describe(view.chosen.frame(), labels, kinds)[-1]


def _remember(view: View, rows: np.ndarray) -> None:
    """Give the selection a name and keep it as a column of a new table."""
    table = view.chosen.table
    with st.form("remember", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Name this selection", placeholder="such as: loyal customers", max_chars=60)
        kept = st.form_submit_button("Keep as a column", icon=":material/bookmark_add:")
    if not kept:
        return
    if not name.strip():
        st.warning("Give the selection a name first: it will stand in the column.")
        return
    groups = np.full(len(view.chosen.matrix.rows), "rest", dtype=object)
    groups[rows] = name.strip()
    with TemporaryDirectory() as folder:
        column = free("selection", table.names)
        made = with_columns(table, {column: groups}, Path(folder) / "selected.parquet", view.chosen.matrix.rows)
        saved = store.add(made.path, f"{table.name}, {name.strip()}"[:100], f"{table.name}, with a selection from its map")
    st.success(f"Saved as {plain(saved.name)}, with the column {plain(column)}. Every page can open it.")


def _alone(view: View, rows: np.ndarray) -> None:
    """A table of the selected rows, chosen at once."""
    table = view.chosen.table
    with TemporaryDirectory() as folder:
        path = Path(folder) / "part.parquet"
        view.chosen.frame().iloc[rows].to_parquet(path, index=False)
        saved = store.add(path, f"{table.name}, {len(rows):,} rows of its map"[:100], f"{table.name}, rows selected on its map")
    st.session_state["table"] = saved.id


def _neighbors(view: View, row: int) -> None:
    """The nearest rows of the clicked one in the data, with their distances, and whether they are near in the picture too."""
    n = len(view.chosen.matrix.rows)
    k = min(NEAR, n - 1)
    if k < 1 or view.picture is None:
        return
    cosine = view.chosen.reducer.values().get("metric") == "cosine"
    found = nearest(view.chosen.matrix.values, k, "cosine" if cosine else "euclidean")
    seen = nearest(np.ascontiguousarray(view.picture.positions, dtype=np.float32), k)
    st.markdown(
        f"**Nearest to row {view.chosen.matrix.rows[row]:,}**",
        help="The nearest rows in the data itself, not in the picture. The distance is that of the encoded columns.",
    )
    st.dataframe(_near(view, row, found.indices[row], found.distances[row], seen.indices[row]), height=320)


def _near(view: View, row: int, near: np.ndarray, distances: np.ndarray, seen: np.ndarray) -> "pd.DataFrame":
    frame = view.chosen.frame().iloc[[row, *near]].copy()
    frame.insert(0, free("near in the picture", frame.columns), [True, *np.isin(near, seen)])
    frame.insert(0, free("distance", frame.columns), [0.0, *distances.astype(float)])
    return frame
