"""What an algorithm would see of the prepared table."""

import tempfile
from dataclasses import replace
from pathlib import Path

import streamlit as st

from mllab.data.matrix import Matrix, encode
from mllab.ui.prepare.draft import Draft

MOST = 5_000
SHOWN = 200
MOST_COLUMNS = 100


def sees(work: Draft) -> None:
    """The notes on every column, and the first rows of the matrix."""
    matrix = _matrix(work, (work.raw.path, work.raw.version, str(work.recipe)))
    n, d = matrix.values.shape
    part = f", encoded from {n:,} sampled rows" if n < work.preview.rows else ""
    st.markdown(f"**{len(matrix.columns):,} columns become {d:,} numbers per row**{part}. Every method of the other pages sees this.")
    st.dataframe(matrix.frame().iloc[:SHOWN, :MOST_COLUMNS], height=250)
    if d > MOST_COLUMNS:
        st.caption(f"Shown: the first {MOST_COLUMNS} of the {d:,} numbers.")
    st.dataframe(
        {"column": list(matrix.notes), "what is done to it": list(matrix.notes.values())},
        hide_index=True,
        height=min(36 * len(matrix.notes) + 40, 400),
        column_config={"column": st.column_config.TextColumn(pinned=True, width=130)},
    )


@st.cache_resource(max_entries=4, show_spinner="Encoding the table")
def _matrix(_work: Draft, token: object) -> Matrix:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "prepared.parquet"
        fits, _ = _work.recipe.fitting(_work.raw)
        columns = fits.apply_to(_work.raw.path, path, _work.raw.columns)
        made = replace(_work.raw, path=path, columns=tuple(columns), rows=_work.preview.rows)
        return encode(made, sample=MOST)
