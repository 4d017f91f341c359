"""Choosing the table that a page works on."""

import streamlit as st

from mllab.data import samples, store
from mllab.data.table import Table
from mllab.ui.show import plain, short

DEFAULT = "sample-customers"
KEPT = "_table"  # what was chosen last and stands in the link; outlives pages without the picker


def pick_table(label: str = "Table", key: str = "table") -> Table:
    """A select box of the user's tables and the samples, in the sidebar; the choice is kept in the link as `?table=`.

    A page may choose another one by `st.session_state["table"] = id` in a callback. A link to a table that is not here is said.
    """
    named = titles()
    with st.sidebar:
        _follow(st.query_params.get(key), named, key)
        chosen = st.selectbox(
            label,
            list(named),
            key=key,
            format_func=named.__getitem__,
            help="A sample to begin with, your own tables, then the other samples. Bring more on the Tables page.",
        )
    st.session_state[KEPT] = chosen
    if st.query_params.get(key, DEFAULT) != chosen:
        st.query_params[key] = chosen
    return open_table(chosen)


def open_table(name: str) -> Table:
    """The table with this id: one of the user's, or `sample-<name>`."""
    with st.spinner("Opening the table"):
        return samples.load(name.removeprefix("sample-")) if name.startswith("sample-") else store.open(name)


def _follow(asked: str | None, titles: dict[str, str], key: str) -> None:
    """Go to the table of a link that was followed; else stay with the one chosen before. Says when a table is gone."""
    if asked is not None and asked != st.session_state.get(KEPT):
        st.session_state[key] = asked
        if asked not in titles:
            st.warning(f"There is no table called {plain(short(asked))} here. It may have been deleted or belong to another machine.")
    for candidate in (st.session_state.get(key), st.session_state.get(KEPT), DEFAULT):
        if candidate in titles:
            st.session_state[key] = candidate
            return


def titles() -> dict[str, str]:
    """The id of every table and what it is called; the same name twice is told apart by the ids."""
    names = {DEFAULT: "", **{table.id: short(table.name) for table in store.listing()}}
    names |= {sample.id: f"{sample.title} (sample)" for sample in samples.SAMPLES.values()}
    called = list(names.values())
    return {id: name if called.count(name) == 1 else f"{name} ({id})" for id, name in names.items()}
