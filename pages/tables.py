"""Bring a table, see what was understood of it, change what is wrong."""

import streamlit as st

from mllab.ui import code, page, pick_table
from mllab.ui.reading import whole
from mllab.ui.tables import about, bring, decisions, manage, mine, rejects, understood

with page("Tables", "Bring a table as it is. See what was understood and why, change what is wrong; nothing is dropped in silence."):
    bring()
    table = pick_table()

    manage(table)
    understood(table)

    with st.expander(f"What was decided and why ({len(table.decisions)})", icon=":material/rule:"):
        decisions(table)
    with st.expander(f"What did not fit ({len(table.rejects):,})", icon=":material/report:"):
        rejects(table)
    with st.expander("About this table", icon=":material/info:"):
        about(table)
    code(whole(table), name="read.py")

    st.markdown("#### Your tables", anchors=False)
    mine()
