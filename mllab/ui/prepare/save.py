"""Saving the recipe with its table, and applying it to another one."""

import streamlit as st

from mllab.data.table import Table
from mllab.ui.prepare.draft import Draft, is_sample
from mllab.ui.show import plain, short
from mllab.ui.tables.arrive import attempt


def save(work: Draft) -> None:
    """The buttons: save, and apply to another table."""
    from mllab.data import store

    with st.container(horizontal=True, vertical_alignment="center"):
        label = "Save as my table" if is_sample(work.table) else "Save with the table"
        st.button(
            label,
            key="save",
            type="primary",
            icon=":material/save:",
            disabled=not work.changed,
            on_click=_save,
            args=(work,),
            help="Other pages then see the prepared table; the original rows are kept.",
        )
        with st.popover("Apply to another table", icon=":material/library_add_check:", disabled=not work.recipe.steps):
            others = {table.id: table for table in store.listing() if table.id != work.table.id}
            st.caption(
                "The figures learned here (medians, fences, categories) are used there as they are. A new file is brought on the Tables page first."
            )
            chosen = st.selectbox(
                "Table", list(others), key="apply-to", format_func=lambda one: f"{others[one].name} ({others[one].rows:,} rows)"
            )
            st.button("Apply", key="apply", disabled=chosen is None, on_click=_apply, args=(work, others.get(chosen or "")))


def _save(work: Draft) -> None:
    from mllab.data import store

    table = work.table
    if is_sample(table):
        table = store.add(table.path, table.name, f"a copy of the sample {table.name}")
    if _attempt(table, work):
        st.session_state["table"] = table.id


def _apply(work: Draft, table: Table | None) -> None:
    if table is not None and _attempt(table, work):
        st.session_state["table"] = table.id


def _attempt(table: Table, work: Draft) -> bool:
    from mllab.data import store

    if attempt(lambda: store.set_recipe(table.id, work.recipe) or True) is None:
        return False
    st.toast(f"Saved: {plain(short(table.name))} is now prepared by {len(work.recipe)} steps.")
    return True
