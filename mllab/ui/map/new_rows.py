"""New rows: another table with the same columns, put into the finished picture without moving it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import streamlit as st

from mllab.data import export, store
from mllab.data.joined import with_columns
from mllab.data.table import Table
from mllab.reduce import REDUCERS, Reduction
from mllab.ui import plain
from mllab.ui.map.keep import coordinates
from mllab.ui.map.shown import View
from mllab.ui.points import points
from mllab.ui.tables_picker import open_table

MOST = 20_000


def show(view: View) -> None:
    """Choose the table; its rows are drawn among the others and can be downloaded with their places."""
    chosen = view.chosen
    if not chosen.reducer.places:
        able = ", ".join(name for name, item in REDUCERS.items() if item.places)
        st.caption(f"{chosen.reducer.name} cannot place new rows into a finished picture. These can: {able}.")
        return
    fitting = {table.id: table.name for table in store.listing() if set(chosen.matrix.columns) <= set(table.names)}
    if not fitting:
        st.caption("Bring a file with the same columns on the Tables page: its rows can then be placed into this map.")
        return
    id = st.selectbox("Rows of", list(fitting), format_func=fitting.__getitem__, key="new-rows")
    table = open_table(id)
    if table.rows > MOST:
        st.caption(f"The first {MOST:,} of {table.rows:,} rows are placed.")
    if view.picture is None:
        return
    placed = _placed(
        view, view.picture, table, (chosen.rows, repr(chosen.reducer), view.picture.positions.tobytes(), table.id, table.version)
    )
    _drawn(view, placed, table)
    _download(table, placed)


@st.cache_data(max_entries=8, show_spinner="Placing the rows")
def _placed(_view: View, _picture: Reduction, _table: Table, token: tuple[object, ...]) -> np.ndarray:
    frame = _table.frame(_view.chosen.matrix.columns).head(MOST)
    new = _view.chosen.matrix.pipeline.transform(frame)
    return np.asarray(_view.chosen.reducer.place(new, _view.chosen.matrix.values, _picture), dtype=np.float32)


def _drawn(view: View, placed: np.ndarray, table: Table) -> None:
    there = view.picture.positions if view.picture is not None else placed
    codes = np.repeat([0, 1], [len(there), len(placed)])
    points(
        np.ascontiguousarray(np.vstack([there, placed]), dtype=np.float32),
        key="points-new",
        codes=codes,
        names=(view.chosen.table.name, table.name),
        sizes=np.where(codes == 1, 1.6, 1.0).astype(np.float32),
        group="map-new",
        height=440,
        title=f"{plain(table.name)}: {len(placed):,} new rows in the map",
        colour="table",
    )


def _download(table: Table, placed: np.ndarray) -> None:
    with TemporaryDirectory() as folder:
        made = with_columns(table, coordinates(table, placed), Path(folder) / "placed.parquet", np.arange(len(placed)))
        st.download_button(
            "Download with their places", export.to_bytes(made, "CSV"), "placed.csv", on_click="ignore", key="download-placed"
        )
