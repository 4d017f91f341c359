"""A table of new rows: checked, answered, and taken away."""

from typing import TYPE_CHECKING

import streamlit as st

from mllab.data import export, samples, store
from mllab.data.table import Table
from mllab.errors import DataError
from mllab.models.keep import Mismatch, mismatches, told
from mllab.ui.map import by_model
from mllab.ui.predict.checked import checked
from mllab.ui.predict.chosen import Chosen
from mllab.ui.predict.measured import measured
from mllab.ui.show import plain, short
from mllab.ui.tables.arrive import arrive, attempt
from mllab.ui.tables.mine import file_name
from mllab.ui.tables_picker import open_table

if TYPE_CHECKING:
    import pandas as pd

MOST, SHOWN = 200_000, 500
UPLOAD_MB = 500
TURN, CAME, ROWS, NEXT = "_new_turn", "_new_came", "predict-rows", "_new_next"


def many(chosen: Chosen, shown: bool = True) -> None:
    """Choose or bring a table; what is different about it; its rows with answers, to download or to keep."""
    if not shown:
        return
    table = _table()
    if table is None:
        return
    frame = _frame(table, (table.id, table.version))
    if table.rows > len(frame):
        st.caption(f"The first {len(frame):,} of {table.rows:,} rows are answered.")
    token = (chosen.shelved.id, table.id, table.version)
    found = _mismatches(chosen, table, frame, token)
    goes, fill = checked(found, f"predict-fill-{chosen.shelved.id}-{table.id}")
    if not goes:
        return
    answers = _answers(chosen, frame, fill, coverage_of(chosen), token)
    measured(chosen, frame, answers, familiar=table.version == chosen.kept.facts.digest)
    _shown(frame, answers)
    _taken(chosen, table, frame, answers)


def coverage_of(chosen: Chosen, key: str = "predict-coverage") -> float | None:
    """How often the interval, or the set of classes, is to hold the truth; None for none."""
    known = [coverage for coverage, _ in chosen.kept.facts.bounds]
    if not known:
        return None
    what = "classes that cannot be ruled out" if chosen.kept.fitted.classes else "an interval"
    picked = st.segmented_control(
        "Sure to",
        known,
        default=0.9 if 0.9 in known else known[0],
        format_func=lambda share: f"{share:.0%}",
        key=key,
        help=f"Beside each answer {what}: holds the truth in that share of rows like those learned from (cross-conformal prediction, Vovk 2015). "
        "Click the chosen one again for none.",
    )
    return None if picked is None else float(picked)


def _table() -> Table | None:
    listed = {table.id: table.name for table in store.listing()} | {one.id: f"{one.title} (sample)" for one in samples.SAMPLES.values()}
    if NEXT in st.session_state:
        st.session_state[ROWS] = st.session_state.pop(NEXT)
    choose, bring = st.columns(2, gap="large")
    with bring:
        _bring()
    with choose:
        id = st.selectbox(
            "Rows of",
            list(listed),
            index=None,
            key=ROWS,
            format_func=lambda id: short(listed.get(id, id)),
            placeholder="Choose one of your tables or a sample",
            help="Every row is answered. Columns are matched by their names.",
        )
        if id is None:
            st.caption("Choose a table, or bring a file with the columns that the model knows.")
    return open_table(id) if id in listed else None


def _bring() -> None:
    number = st.session_state.setdefault(TURN, 0)
    file = st.file_uploader("Or a file with new rows", key=f"predict-file-{number}", max_upload_size=UPLOAD_MB)
    if file is None:
        if came := st.session_state.get(CAME):
            st.error(plain(came), icon=":material/error:")
        return
    arrival = arrive(file, file.name, "uploaded to be predicted")
    st.session_state[CAME] = f"{arrival.name}: {arrival.problem}" if arrival.problem else ""
    if arrival.table:
        st.session_state[NEXT] = arrival.table
    st.session_state[TURN] = number + 1  # a new uploader lets go of the bytes
    st.rerun()


def _shown(frame: "pd.DataFrame", answers: "pd.DataFrame") -> None:
    config = {
        name: st.column_config.ProgressColumn(name, min_value=0.0, max_value=1.0, format="percent")
        for name in answers.columns
        if name.startswith("probability of ")
    }
    both = _joined(frame.iloc[:SHOWN], answers.iloc[:SHOWN])
    st.dataframe(both, hide_index=True, height=360, column_config=config, key="predict-table")
    if len(frame) > SHOWN:
        st.caption(f"The first {SHOWN:,} of {len(frame):,} rows; the file has all.")


def _taken(chosen: Chosen, table: Table, frame: "pd.DataFrame", answers: "pd.DataFrame") -> None:
    name = f"{table.name}, {chosen.kept.fitted.task.target} predicted"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox("Download as", list(export.FORMATS), key="predict-format", width=140)
        st.download_button(
            f"Download {len(frame):,} rows with answers",
            lambda: export.to_bytes(_joined(frame, answers), kind),
            f"{file_name(name)}.{export.FORMATS[kind]}",
            on_click="ignore",
            icon=":material/download:",
            key="predict-download",
            help="Cells that a spreadsheet would run as a formula get an apostrophe in front.",
        )
        by_model.door(table, chosen.shelved.id)
        if st.button("Save as a new table", icon=":material/save:", key="predict-save"):
            saved = attempt(lambda: store.from_frame(_joined(frame, answers), name[:100], f"predicted by {chosen.shelved.name}"))
            if saved is not None:
                st.success(f"Saved as {plain(saved.name)}. Every page can open it.")


def _joined(frame: "pd.DataFrame", answers: "pd.DataFrame") -> "pd.DataFrame":
    """Answers in front; a column of the table of the same name makes room."""
    import pandas as pd

    taken = set(frame.columns)
    named = {name: name if name not in taken else f"{name} (model)" for name in answers.columns}
    return pd.concat([answers.rename(columns=named), frame], axis=1)


@st.cache_data(max_entries=4, show_spinner="Reading the rows")
def _frame(_table: Table, token: tuple[object, ...]) -> "pd.DataFrame":
    if not _table.rows:
        raise DataError(f"{_table.name} has no rows, so there is nothing to answer. Choose another table.")
    return _table.frame(limit=MOST)


@st.cache_data(max_entries=8, show_spinner="Comparing with the rows learned from")
def _mismatches(_chosen: Chosen, _table: Table, _frame: "pd.DataFrame", token: tuple[object, ...]) -> tuple[Mismatch, ...]:
    answer = _chosen.kept.fitted.task.target  # where it is there, it judges the answers, and is no column too many
    return mismatches(_chosen.kept.facts, _frame.drop(columns=[answer], errors="ignore"), _table.columns)


@st.cache_data(max_entries=8, show_spinner="Answering")
def _answers(_chosen: Chosen, _frame: "pd.DataFrame", fill: bool, coverage: float | None, token: tuple[object, ...]) -> "pd.DataFrame":
    return told(_chosen.kept, _frame, fill, coverage)
