"""New rows: another table with the same columns, put into the finished picture without moving it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import streamlit as st

from mllab.data import export, store
from mllab.data.joined import with_columns
from mllab.data.table import Table
from mllab.reduce import REDUCERS, Reduction
from mllab.ui import plain, short
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.keep import coordinates
from mllab.ui.map.shown import View
from mllab.ui.points import points
from mllab.ui.tables.arrive import arrive
from mllab.ui.tables_picker import open_table

MOST = 20_000
UPLOAD_MB = 100
TURN, CAME = "_new_rows_turn", "_new_rows_came"


def show(view: View) -> None:
    """Bring a file or choose a table; its rows are drawn among the others and can be downloaded with their places."""
    chosen = view.chosen
    if not chosen.reducer.places:
        able = ", ".join(name for name, item in REDUCERS.items() if item.places)
        st.caption(f"{chosen.reducer.name} cannot place new rows into a finished picture. These can: {able}.")
        return
    table = _table(chosen)
    if table is None or view.picture is None:
        return
    if table.rows > MOST:
        st.caption(f"The first {MOST:,} of {table.rows:,} rows are placed.")
    token = (chosen.rows, repr(chosen.reducer), view.picture.positions.tobytes(), table.id, table.version)
    placed = _placed(chosen, view.picture, table, token)
    _drawn(chosen, view.picture, placed, table)
    _download(table, placed)


def _table(chosen: Chosen) -> Table | None:
    """One of the tables that have the map's columns, or a file brought here."""
    choose, bring = st.columns(2, gap="large", vertical_alignment="bottom")
    with bring:
        _bring(chosen)
    fitting = {table.id: table.name for table in store.listing() if lacking(chosen, table) == []}
    if not fitting:
        choose.caption("Bring a file with the same columns: its rows are placed into this map, which stays as it is.")
        return None
    with choose:
        id = st.selectbox("Rows of", list(fitting), format_func=fitting.__getitem__, key="new-rows")
    return open_table(id)


def _bring(chosen: Chosen) -> None:
    number = st.session_state.setdefault(TURN, 0)
    file = st.file_uploader("A file with the same columns", key=f"new-rows-file-{number}", max_upload_size=UPLOAD_MB)
    if file is None:
        if came := st.session_state.get(CAME):
            st.warning(came, icon=":material/info:")
        return
    arrival = arrive(file, file.name, "uploaded for a map")
    lacks = [] if arrival.problem else lacking(chosen, store.open(arrival.table))
    st.session_state[CAME] = plain(arrival.problem) if arrival.problem else _lacks(arrival.name, lacks)
    if not arrival.problem and not lacks:
        st.session_state["new-rows"] = arrival.table
    st.session_state[TURN] = number + 1  # a new uploader lets go of the bytes
    st.rerun()


def lacking(chosen: Chosen, table: Table) -> list[str]:
    """The columns of the map that a table does not have."""
    return [name for name in chosen.matrix.columns if name not in table.names]


def _lacks(name: str, lacks: list[str]) -> str:
    told = f"{', '.join(plain(column) for column in lacks[:5])}{' …' if len(lacks) > 5 else ''}"
    return f"{plain(name)} is kept as a table, but cannot be placed into this map: it lacks {told}." if lacks else ""


@st.cache_data(max_entries=8, show_spinner="Placing the rows")
def _placed(_chosen: Chosen, _picture: Reduction, _table: Table, token: tuple[object, ...]) -> np.ndarray:
    frame = _table.frame(_chosen.matrix.columns, limit=MOST)
    new = _chosen.matrix.pipeline.transform(frame)
    return np.asarray(_chosen.reducer.place(new, _chosen.matrix.values, _picture), dtype=np.float32)


def _drawn(chosen: Chosen, picture: Reduction, placed: np.ndarray, table: Table) -> None:
    both = np.vstack([picture.positions, placed])[:, :3]
    codes = np.repeat([0, 1], [len(picture.positions), len(placed)])
    points(
        np.ascontiguousarray(both if both.shape[1] > 1 else np.column_stack([both, np.zeros(len(both))]), dtype=np.float32),
        key="points-new",
        codes=codes,
        names=(chosen.table.name, table.name),
        sizes=np.where(codes == 1, 1.6, 1.0).astype(np.float32),
        group="map-new",
        height=440,
        title=f"{short(table.name)}: {len(placed):,} new rows in the map",
        colour="table",
    )


def _download(table: Table, placed: np.ndarray) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox("Download as", list(export.FORMATS), key="placed-format", width=140)
        st.download_button(
            "Download with their places",
            lambda: _bytes(table, placed, kind),
            f"placed.{export.FORMATS[kind]}",
            on_click="ignore",
            key="download-placed",
        )


def _bytes(table: Table, placed: np.ndarray, kind: str) -> bytes:
    with TemporaryDirectory() as folder:
        made = with_columns(table, coordinates(table, placed[:, :3]), Path(folder) / "placed.parquet", np.arange(len(placed)))
        return export.to_bytes(made, kind)
