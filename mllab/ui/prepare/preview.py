"""What the recipe makes of the table: the first rows, with the columns that it wrote marked."""

import pandas as pd
import streamlit as st

from mllab.ui.explore.rows import dates
from mllab.ui.prepare.draft import Draft

MARK = "background-color: #0072B240"  # translucent, so that it reads in light and dark
TALL = 600


def preview(work: Draft) -> None:
    """The first rows of the result."""
    made, frame = work.preview, work.preview.frame
    cut = f" of {len(frame.columns):,} columns, changed ones in front" if len(frame.columns) < len(made.columns) else ""
    wrote = [name for name in made.wrote if name in frame.columns]
    st.markdown(
        f"**{made.rows:,} rows, {len(made.columns):,} columns** :gray[from {work.raw.rows:,} rows, {len(work.raw.columns):,} columns. "
        f"Shown: the first {len(frame):,} rows{cut}.]"
    )
    shown = frame.style.map(lambda _: MARK, subset=pd.IndexSlice[:, wrote]) if wrote else frame
    st.dataframe(shown, height=min(36 * len(frame) + 40, TALL), column_config=dates(frame))
    if wrote:
        st.caption(f":blue-background[Marked]: {_many(len(wrote))} that the recipe makes or changes.")


def _many(columns: int) -> str:
    return "the column" if columns == 1 else f"the {columns:,} columns"
