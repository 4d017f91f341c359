"""Labels of the selected rows, changed on the map: kept as a column of a new table, or taken away as a file."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mllab.data import export
from mllab.data.joined import with_columns
from mllab.data.table import Kind, Table
from mllab.ui.chosen import free
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.edits import Edits, edits
from mllab.ui.map.remember import KEPT
from mllab.ui.map.shown import View
from mllab.ui.map.stored import stored

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 500
FORMATS = ("CSV", "TSV")
KINDS: tuple[Kind, ...] = ("category", "text", "boolean", "identifier")


def relabel(view: View, rows: np.ndarray) -> None:
    """Choose a column; one value for all selected rows, or each by itself; then keep or download it."""
    chosen = view.chosen
    able = [name for kind in KINDS for name in chosen.table.of_kind(kind)]
    if not able:
        st.caption("This table has no column of words. Name the selection to begin one.")
        return
    column = st.selectbox("Column", able, key=f"relabel-{chosen.table.id}")
    changed = edits(chosen, column)
    with st.form(f"relabel-all-{column}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        value = st.text_input(f"One value for all {len(rows):,}", max_chars=200)
        if st.form_submit_button("Set", icon=":material/edit:"):
            changed.update(dict.fromkeys(chosen.matrix.rows[rows].tolist(), value.strip() or None))
            st.rerun()  # the map above shows them
    _each(chosen, column, rows, changed)
    if changed:
        _keep(chosen, column, changed)


def _each(chosen: Chosen, column: str, rows: np.ndarray, changed: Edits) -> None:
    """The selected rows with this column open to changes, the others beside it to know them by."""
    shown = rows[:SHOWN]
    frame = chosen.frame().iloc[shown].copy()
    before = texts(frame[column])
    frame[column] = [changed.get(int(row), text) for row, text in zip(chosen.matrix.rows[shown], before, strict=True)]
    frame = frame[[column, *(name for name in frame.columns if name != column)]]
    key = f"relabel-each-{column}-{hash((shown.tobytes(), len(changed), tuple(changed.values())[-1:]))}"
    locked = [name for name in frame.columns if name != column]
    st.data_editor(
        frame, key=key, disabled=locked, hide_index=True, height=240, column_config={column: st.column_config.TextColumn(column)},
        on_change=_take, args=(key, column, chosen.matrix.rows[shown], changed),
    )  # fmt: skip
    if len(rows) > SHOWN:
        st.caption(f"The first {SHOWN:,} are shown; the value above is set for all.")


def _take(key: str, column: str, rows: np.ndarray, changed: Edits) -> None:
    for place, cells in st.session_state[key]["edited_rows"].items():
        if column in cells:
            changed[int(rows[int(place)])] = cells[column] or None


def _keep(chosen: Chosen, column: str, changed: Edits) -> None:
    st.caption(f"{len(changed):,} labels are set. The table itself stays as it is: keep them as a new table, or take them with you.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.button("Keep as a new table", icon=":material/save:", key="keep-labels"):
            with TemporaryDirectory() as folder:
                made, name = edited(chosen.table, column, changed, Path(folder) / "labels.parquet")
                title = f"{chosen.table.name}, {name}"
                saved = stored(made.path, title, f"{chosen.table.name}, with labels edited on its map", chosen.table)
            st.session_state[KEPT] = (chosen.table.id, saved.id, name)
            st.rerun()
        kind = st.selectbox("As", FORMATS, key="labels-format", width=110, label_visibility="collapsed")
        st.download_button(
            "Download labels", lambda: _bytes(chosen.table, column, changed, kind), f"labels.{export.FORMATS[kind]}", on_click="ignore",
            key="download-labels",
        )  # fmt: skip
        st.button("Undo all", key="undo-labels", icon=":material/undo:", on_click=changed.clear)


def _bytes(table: Table, column: str, changed: Edits, kind: str) -> bytes:
    with TemporaryDirectory() as folder:
        made, _ = edited(table, column, changed, Path(folder) / "labels.parquet")
        return export.to_bytes(made, kind)


def edited(table: Table, column: str, changed: Edits, target: Path) -> tuple[Table, str]:
    """The table with one more column, `column` with the edits in it, written to `target`; and what it is called."""
    now = np.array(texts(table.frame([column])[column]), dtype=object)
    for row, text in changed.items():
        now[row] = text
    known = np.flatnonzero([text is not None for text in now])
    name = free(f"{column}, edited", table.names)
    return with_columns(table, {name: now[known]}, target, known), name


def texts(values: "pd.Series") -> list[str | None]:
    """A column as text, None where it is missing."""
    known = values.notna()
    return [text if there else None for text, there in zip(values.astype("str"), known, strict=True)]
