"""Predict: answers for new rows, by a model that was kept."""

import streamlit as st

from mllab.ui import page
from mllab.ui.predict import about, begin, choose_kept, many, one

with page("Predict", "Answers for new rows, by a model that you kept: first what is different about them, then what it says."):
    kept = choose_kept()
    if kept is None:
        begin()
    else:
        about(kept)
        file, form = st.tabs(
            [":material/table_rows: A file or a table", ":material/edit_note: One row"], key="predict-how", on_change="rerun"
        )
        with file:
            many(kept, shown=bool(file.open))
        with form:
            one(kept, shown=bool(form.open))
