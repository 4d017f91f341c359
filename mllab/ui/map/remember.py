"""A selection with a name: a column of a new table that says which rows were in it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import streamlit as st

from mllab.data.joined import with_columns
from mllab.data.table import Table
from mllab.ui import plain
from mllab.ui.chosen import free
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.shown import View
from mllab.ui.map.stored import go_to, stored
from mllab.ui.tables_picker import open_table

KEPT = "_map_kept"
REST = "rest"


def remember(view: View, rows: np.ndarray) -> None:
    """Ask for the name, keep the column, and offer to colour the map by it."""
    with st.form("remember", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Name this selection", placeholder="such as: loyal customers", max_chars=60).strip()
        asked = st.form_submit_button("Keep as a column", icon=":material/bookmark_add:")
    if asked and not name:
        st.warning("Give the selection a name first: it will stand in the column.")
    elif asked:
        saved, column = named(view.chosen, rows, name)
        st.session_state[KEPT] = (view.chosen.table.id, saved.id, column)
    told(view)


def named(chosen: Chosen, rows: np.ndarray, name: str) -> tuple[Table, str]:
    """A new table with a column that says `name` for these rows of the map, "rest" for its others, and nothing for rows not on it; and that column."""
    table = chosen.table
    groups = np.full(len(chosen.matrix.rows), REST, dtype=object)
    groups[rows] = name
    column = free("selection", table.names)
    with TemporaryDirectory() as folder:
        made = with_columns(table, {column: groups}, Path(folder) / "selected.parquet", chosen.matrix.rows)
        saved = stored(made.path, f"{table.name}, {name}", f"{table.name}, with a selection from its map", table)
    return saved, column


def told(view: View) -> None:
    """What was kept of this table last, with a button that goes there."""
    source, id, column = st.session_state.get(KEPT, ("", "", ""))
    if source != view.chosen.table.id:
        return
    saved = open_table(id)
    st.success(f"Saved as {plain(saved.name)}, with the column {plain(column)}. Every page can open it.")
    positions = None if view.picture is None else view.picture.positions
    st.button(
        "Colour the map by it", key="colour-kept", icon=":material/palette:", on_click=go_to, args=(saved, view.chosen, column, positions)
    )
