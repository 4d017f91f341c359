"""Some rows alone: a table of their own, mapped by the same columns, and the way back to all of them."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import streamlit as st

from mllab.data.table import Table
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.stored import go_to, stored
from mllab.ui.show import plain
from mllab.ui.tables.arrive import attempt
from mllab.ui.tables_picker import open_table

WHOLE = "whole"  # in the link: the table of the part, and the one that it was taken from


def alone(chosen: Chosen, rows: np.ndarray) -> None:
    """In a callback: keep these rows as a table and map it."""
    saved = attempt(lambda: part(chosen, rows))
    if saved is not None:
        go_to(saved, chosen)
        st.query_params[WHOLE] = f"{saved.id} {chosen.table.id}"


def part(chosen: Chosen, rows: np.ndarray) -> Table:
    """These rows of the map, with all their columns, as a table."""
    table = chosen.table
    with TemporaryDirectory() as folder:
        path = Path(folder) / "part.parquet"
        chosen.frame().iloc[rows].to_parquet(path, index=False)
        return stored(path, f"{table.name}, {len(rows):,} rows of its map", f"{table.name}, rows selected on its map", table)


def show_all(chosen: Chosen) -> None:
    """Above the map of a part: what it is a part of, and a button that goes back there. Nothing elsewhere."""
    child, _, parent = st.query_params.get(WHOLE, "").partition(" ")
    if not parent:
        return
    if child != chosen.table.id:
        st.query_params.pop(WHOLE, None)
        return
    whole = attempt(lambda: open_table(parent))
    if whole is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{chosen.table.rows:,} of {whole.rows:,} rows of {plain(whole.name)}, mapped alone.")
        st.button("Show all rows", key="show-all", type="tertiary", icon=":material/zoom_out_map:", on_click=_back, args=(whole, chosen))


def _back(whole: Table, chosen: Chosen) -> None:
    go_to(whole, chosen)
    st.query_params.pop(WHOLE, None)
