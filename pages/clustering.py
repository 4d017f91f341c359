"""Clustering: groups without labels."""

import streamlit as st

from mllab.cluster import CLUSTERERS
from mllab.ui import choose, code, page, pick_table
from mllab.ui.chosen import choose_colour, choose_columns, choose_seed
from mllab.ui.clustering import GROUP, ask, fitted, note, picture, summary

DEFAULT = "k-means"

with page("Clustering", "Groups without labels: what each algorithm believes a group is."):
    table = pick_table()
    with st.sidebar:
        algorithm = choose(CLUSTERERS, key="algorithm", default=DEFAULT)
        columns = choose_columns(table)
        colour_by = choose_colour(table, [GROUP])
        seed = choose_seed()
    view = fitted(table, columns, algorithm, seed)
    plane, groups = st.columns([3, 2], gap="large")
    with plane:
        picture(view, colour_by)
    with groups:
        summary(view)
    ask(view)
    code(view.script())
    note(view, DEFAULT)
