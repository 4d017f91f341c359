"""The user's tables: opened, renamed, described, downloaded, deleted."""

import re

import streamlit as st

from mllab.data import store
from mllab.data.table import Table
from mllab.ui.show import plain, short
from mllab.ui.tables.arrive import attempt, go_to
from mllab.ui.tables_picker import DEFAULT

MOST = 50


def mine() -> None:
    """One row per table, newest first."""
    tables = store.listing()
    if not tables:
        st.caption("None yet. What you bring stays here, also after a restart, until you delete it.")
    for table in tables[:MOST]:
        with st.container(horizontal=True, vertical_alignment="center"):
            facts = f"{table.rows:,} rows, {len(table.columns):,} columns, {plain(short(table.origin, 40))}"
            st.markdown(f"**{plain(short(table.name, 50))}**  \n:gray[{facts}]", width="stretch")
            if st.button("Open", key=f"open-{table.id}", help="Show it on this page"):
                go_to(table.id)
            if st.button("Explore", key=f"explore-{table.id}", help="Every column at a glance"):
                st.switch_page("pages/explore.py", query_params={"table": table.id})
    if len(tables) > MOST:
        st.caption(f"The newest {MOST} of {len(tables):,}; the picker at the side has all.")
    for folder, problem in store.damaged().items():
        st.warning(f"**{plain(folder)}** cannot be opened: {plain(problem)}")


def manage(table: Table) -> None:
    """The name of the table, and what can be done with it as a whole. Samples can only be downloaded."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"#### {plain(table.name)}", anchors=False, width="stretch")
        with st.popover("Download", icon=":material/download:"):
            _download(table)
        if not table.id.startswith("sample-"):
            with st.popover("Rename", icon=":material/edit:"):
                _rename(table)
            with st.popover("Delete", icon=":material/delete:"):
                _delete(table)
    if table.description:
        st.caption(plain(table.description))


def _download(table: Table) -> None:
    from mllab.data import export

    kind = st.selectbox("Download as", list(export.FORMATS), key="download-as")
    st.download_button(
        f"Download {table.rows:,} rows",
        lambda: export.to_bytes(table, kind),
        file_name=f"{file_name(table.name)}.{export.FORMATS[kind]}",
        on_click="ignore",
        icon=":material/download:",
    )
    st.caption("As it is used here: with its recipe applied. Cells that a spreadsheet would run as a formula get an apostrophe in front.")


def file_name(name: str) -> str:
    """A table's name as the name of a file: letters, digits, dots and dashes."""
    return re.sub(r"[^\w.-]+", "_", name).strip("._")[:80] or "table"


def _rename(table: Table) -> None:
    with st.form(f"rename-{table.id}", border=False):
        name = st.text_input("Name", table.name, max_chars=200)
        description = st.text_area("Description", table.description, height=100)
        saved = st.form_submit_button("Save") and attempt(lambda: _saved(table, name.strip(), description.strip()))
    if saved:
        st.rerun()


def _saved(table: Table, name: str, description: str) -> bool:
    if name != table.name:
        store.rename(table.id, name)
    if description != table.description:
        store.describe(table.id, description)
    return True


def _delete(table: Table) -> None:
    st.markdown(f"Delete **{plain(table.name)}** with its source, its recipe and its profile? This cannot be undone.")
    if st.button("Yes, delete it", type="primary", key=f"delete-{table.id}"):
        store.delete(table.id)
        go_to(DEFAULT)
