"""What the algorithm sees: how every column became numbers, and the numbers themselves."""

import streamlit as st

from mllab.ui.clustering.fitted import View

SHOWN = 200


def show(view: View) -> None:
    """The notes on every column, and the first rows of the matrix."""
    n, d = view.matrix.values.shape
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.markdown(f"**{len(view.matrix.columns)} columns became {d} numbers per row**")
        st.dataframe({"column": list(view.matrix.notes), "what was done": list(view.matrix.notes.values())}, hide_index=True)
    with right:
        st.markdown(f"**The matrix**, {min(n, SHOWN):,} of {n:,} rows", help="Distances between these rows are all that the method knows.")
        st.dataframe(view.matrix.frame().head(SHOWN))
