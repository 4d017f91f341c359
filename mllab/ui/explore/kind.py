"""The kind of a column, which can be changed: a step of the table's recipe."""

import streamlit as st

from mllab.data import store
from mllab.data.prepare.retype import Retype
from mllab.data.profile import ColumnProfile
from mllab.data.table import KINDS, Kind, Table
from mllab.ui.show import plain, short
from mllab.ui.tables.arrive import attempt


def kind_box(table: Table, column: ColumnProfile) -> Kind:
    """What the column is taken for, and what the user would rather take it for."""
    return st.selectbox(
        "Kind",
        KINDS,
        index=KINDS.index(column.kind),
        key=f"kind-{table.id}-{table.version}-{column.name}",
        help=f"What the values mean; stored as {column.sql}. A change becomes a step of the table's recipe, undone on Prepare.",
    )


def change(table: Table, column: ColumnProfile, chosen: Kind) -> None:
    """The button that makes the column another kind. A sample is copied first, as it stays as it is."""
    if chosen == column.kind:
        return
    if table.id.startswith("sample-"):
        st.caption("Samples stay as they are. Copy it to your tables, then change the copy.")
        st.button("Copy to my tables", key="copy-sample", on_click=_copied, args=(table, column.name), icon=":material/content_copy:")
    else:
        st.button(
            f"Make it {chosen}",
            key="make-kind",
            type="primary",
            on_click=_retyped,
            args=(table.id, column.name, chosen),
            icon=":material/check:",
        )


def _retyped(id: str, column: str, kind: Kind) -> None:
    """A step more in the recipe of the table; all that was computed of it is then computed anew, as its version is another."""
    if attempt(lambda: store.set_recipe(id, store.recipe(id).add(Retype(column, kind)))) is not None:
        st.toast(f"{plain(short(column))} is now {kind}.")


def _copied(table: Table, column: str) -> None:
    """Add the sample to the user's tables and go there, to the same column."""
    copy = store.add(table.path, table.name, f"a copy of the sample {table.name}")
    st.session_state["table"], st.session_state["column"] = copy.id, column
    st.toast(f"This is now your own copy of {plain(table.name)}.")
