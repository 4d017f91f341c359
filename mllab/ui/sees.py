"""What the algorithm sees: how every column became numbers, and the numbers themselves."""

import streamlit as st

from mllab.data.matrix import Matrix

SHOWN = 200


def sees(matrix: Matrix) -> None:
    """The notes on every column, and the first rows of the matrix."""
    n, d = matrix.values.shape
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.markdown(f"**{len(matrix.columns)} columns became {d} numbers per row**")
        if matrix.unit:
            st.caption("Then every row was divided by its length, so that all have length 1.")
        st.dataframe({"column": list(matrix.notes), "what was done": list(matrix.notes.values())}, hide_index=True)
    with right:
        st.markdown(f"**The matrix**, {min(n, SHOWN):,} of {n:,} rows", help="Distances between these rows are all that the method knows.")
        st.dataframe(matrix.frame(SHOWN))
