"""Look at a table: every column, what goes together, what is missing, and charts of your own."""

import streamlit as st

from mllab.data.profile.script import script
from mllab.ui import code, page, pick_table
from mllab.ui.explore import build, columns, headline, missing, rows, target, together

VIEWS = ["Columns", "Together", "Missing", "Chart builder", "Rows"]

with page("Explore", "Look at a table before you use it: what each column holds, what goes together, what is missing."):
    table = pick_table()
    with st.sidebar:
        aim = target(table)

    headline(table, aim)
    view = (
        st.segmented_control("View", VIEWS, default="Columns", key="view", bind="query-params", label_visibility="collapsed") or "Columns"
    )

    if view == "Columns":
        columns(table, aim)
    if view == "Together":
        together(table, aim)
    if view == "Missing":
        missing(table)
    if view == "Chart builder":
        build(table, aim)
    if view == "Rows":
        rows(table)
    if view != "Chart builder":
        code(script(table))
