"""Keep: the labels back on the table as a column, downloaded or saved as a new table."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import streamlit as st

from mllab.cluster import label_table, with_groups
from mllab.cluster.judge.describe import label_name
from mllab.data.table import Table
from mllab.ui import plain, watch
from mllab.ui.clustering.fitted import View

PIECE = 50_000


def show(view: View) -> None:
    """A name for the column, and what to do with the labelled table."""
    name, download, save = st.columns([2, 2, 3], gap="large")
    with name:
        column = st.text_input("Name of the new column", _free(view), key="column").strip() or "cluster"
    labels = _labels(view)
    if labels is None:
        return
    if column in view.table.names:
        st.warning(f"The table has a column called {plain(column)} already. Choose another name.")
        return
    with download:
        _download(view, column, labels)
    with save:
        _save(view, column, labels)
    counts = np.unique(labels, return_counts=True)
    st.dataframe({column: [label_name(int(label)) for label in counts[0]], "rows": counts[1]}, hide_index=True, width="content")


def labelled(view: View, column: str, labels: np.ndarray, target: Path) -> Table:
    """The whole table with the groups as a column of text, as a Parquet file; memory does not grow with the table."""
    names = {int(label): label_name(int(label)) for label in np.unique(labels)}
    return with_groups(view.table, np.array([names[int(label)] for label in labels]), column, target)


def _labels(view: View) -> np.ndarray | None:
    """The label of every row of the table; rows that were not fitted are assigned, when asked to."""
    if len(view.matrix.rows) == view.table.rows:
        return view.result.labels
    rest = view.table.rows - len(view.matrix.rows)
    st.caption(f"{len(view.matrix.rows):,} rows were fitted; the other {rest:,} will be assigned to the groups found.")
    if st.session_state.get("assigned") != view.token:
        st.button("Assign all rows", icon=":material/play_arrow:", type="primary", on_click=_start, args=(view.token,))
        return None
    pieces, done = watch(
        "assign", view.token, lambda: label_table(view.table, view.matrix, view.result), "Piece", -(-view.table.rows // PIECE)
    )
    return np.concatenate(pieces) if done else None


def _start(token: tuple[object, ...]) -> None:
    st.session_state["assigned"] = token


def _free(view: View) -> str:
    taken = set(view.table.names)
    return next(name for name in ("cluster", *(f"cluster_{i}" for i in range(2, len(taken) + 3))) if name not in taken)


def _download(view: View, column: str, labels: np.ndarray) -> None:
    from mllab.data import export

    kind = st.selectbox("Download as", list(export.FORMATS), key="format")
    name = f"clusters.{export.FORMATS[kind]}"
    st.download_button("Download", lambda: _bytes(view, column, labels, kind), file_name=name, on_click="ignore", key="download-labels")


def _bytes(view: View, column: str, labels: np.ndarray, kind: str) -> bytes:
    from mllab.data import export

    with TemporaryDirectory() as folder:
        return export.to_bytes(labelled(view, column, labels, Path(folder) / "labelled.parquet"), kind)


def _save(view: View, column: str, labels: np.ndarray) -> None:
    from mllab.data import store

    title = st.text_input("Name of the new table", f"{view.table.name}, {view.clusterer.name}"[:100], key="title")
    if st.button("Save as a new table", icon=":material/save:"):
        with TemporaryDirectory() as folder:
            made = labelled(view, column, labels, Path(folder) / "labelled.parquet")
            saved = store.add(made.path, title, f"{view.table.name}, grouped by {view.clusterer.name}")
        st.success(f"Saved as {plain(saved.name)}. Every page can open it.")
