"""The view of the rows themselves, a page at a time."""

from typing import TYPE_CHECKING, Any

import streamlit as st

from mllab.data import plot
from mllab.data.plot import Contains, Filter
from mllab.data.table import Table
from mllab.ui.explore import known

if TYPE_CHECKING:
    import pandas as pd


def rows(table: Table) -> None:
    """All rows, with a search through every column."""
    text = st.text_input(
        "Search",
        key="search",
        bind="query-params",
        placeholder="text in any column",
        help="Finds rows that have this text in any column; upper and lower case are the same.",
    )
    paged(table, (Contains(text),) if text else (), "page")


def paged(table: Table, filters: tuple[Filter, ...], key: str) -> None:
    """The rows that pass the filters; `key` keeps the page in the link."""
    found = known.counted(table, filters)
    if not found:
        st.info("No row fits. Search for something else, or clear the selection." if filters else "The table has no rows.")
        return
    pages = -(-found // plot.page.SIZE)
    if st.session_state.get(key, 1) > pages:
        st.session_state[key] = 1
    number = 1
    if pages > 1:
        number = st.number_input(f"Page of {pages:,}", 1, pages, 1, key=key, bind="query-params", width=200)
    frame = plot.rows(table, filters, (number - 1) * plot.page.SIZE)
    st.dataframe(frame, height=min(420, 36 * len(frame) + 40), column_config=dates(frame))
    more = f"; the first {plot.page.MOST_COLUMNS} of {len(table.columns):,} columns" if len(table.columns) > plot.page.MOST_COLUMNS else ""
    st.caption(f"{found:,} of {table.rows:,} rows{more}. The number in front is the row in the table, from 0.")


def dates(frame: "pd.DataFrame") -> dict[str, Any]:
    """Dates without a time of day are shown without one."""
    times = frame.select_dtypes("datetime")
    return {
        str(name): st.column_config.DateColumn(format="YYYY-MM-DD")
        for name in times
        if times[name].dropna().eq(times[name].dropna().dt.normalize()).all()
    }
