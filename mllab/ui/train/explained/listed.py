"""Rows listed with what was said of them; selecting one takes it to "What if"."""

from typing import TYPE_CHECKING

import streamlit as st

from mllab.ui.explore.rows import dates

if TYPE_CHECKING:
    import pandas as pd

ROW = "train-row"
MOST = 500


def listed(frame: "pd.DataFrame", key: str, told: str = "") -> None:
    """The rows of a frame (index: row in the table), at most 500; the selected one is the row that "What if" asks about."""
    shown = frame.head(MOST)
    held = st.dataframe(
        shown.rename_axis("row"),
        height=min(36 * len(shown) + 40, 340),
        column_config=dates(shown),
        key=key,
        on_select="rerun",
        selection_mode="single-row",
    )
    for place in held["selection"]["rows"][:1]:
        st.session_state[ROW] = int(shown.index[place])
        told = f"Row {int(shown.index[place]):,} is now the row of “What if”. {told}"
    more = f"The first {MOST} of {len(frame):,} rows. " if len(frame) > MOST else ""
    st.caption(f"{more}{told or 'Select a row to ask “What if” about it.'}")
