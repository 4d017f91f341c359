"""Prepare: a recipe of steps from the table as it came to the table as it is used."""

import streamlit as st

from mllab.ui import code, page, pick_table
from mllab.ui.prepare import add, draft, preview, save, script, sees, steps, suggestion

VIEWS = ["Result", "What the algorithm sees"]

with page("Prepare", "From the table as it came to the table as you use it: a recipe of steps, learned once, applied to any file."):
    work = draft(pick_table())
    recipe, table = st.columns([2, 3], gap="medium")
    with recipe:
        add(work)
        steps(work)
        place = st.container()
        save(work)
    with table:
        view = st.segmented_control("View", VIEWS, default=VIEWS[0], key="preview", bind="query-params", label_visibility="collapsed")
        if view == VIEWS[1]:
            sees(work)
        else:
            preview(work)
    code(script(work), name="prepare.py")
    with place:  # last, as it may take a while on a big table
        suggestion(work)
