"""What is already there: the user's tables and the latest runs."""

import streamlit as st

from mllab import runs
from mllab.data import store
from mllab.ui.show import plain, short

MOST = 5


def your_tables() -> None:
    """The newest tables with doors to their pages; how to bring one when there is none."""
    st.markdown("#### Your tables", anchors=False)
    tables = store.listing()
    if not tables:
        st.caption("None yet. Drop a CSV, Excel, Parquet or JSON file on the Tables page, or paste some rows.")
    for table in tables[:MOST]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{plain(short(table.name, 40))}  \n:gray[{table.rows:,} rows, {len(table.columns)} columns]", width="stretch")
            st.page_link("pages/explore.py", label="Explore", query_params={"table": table.id})
            st.page_link("pages/clustering.py", label="Cluster", query_params={"table": table.id})
    st.page_link("pages/tables.py", label="Bring a table" if not tables else "All tables", icon=":material/add:")


def latest_runs() -> None:
    """The newest runs, each with the link that reopens its view."""
    st.markdown("#### Latest runs", anchors=False)
    latest = runs.listing(MOST)
    if not latest:
        st.caption("None yet. Whatever you fit is noted here with its settings, so that you can return to it.")
    for run in latest:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{plain(short(run.title, 50))}  \n:gray[{plain(run.table)}, {run.made[:16].replace('T', ' ')}]", width="stretch")
            reopen(run)
    if latest:
        st.page_link("pages/runs.py", label="All runs", icon=":material/history:")


def reopen(run: runs.Run) -> None:
    """The door back to the view of a run."""
    st.page_link(f"pages/{run.page}.py", label="Reopen", query_params=run.query)
