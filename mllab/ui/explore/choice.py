"""A select box of columns, kept in the link, that lets go of a column the table does not have."""

from collections.abc import Sequence

import streamlit as st


def column_box(
    label: str, names: Sequence[str], key: str, default: str | None = None, help: str | None = None, disabled: bool = False
) -> str:
    """The chosen column, or an empty text; `key` is its name in the link. Without a `default` nothing is chosen at first."""
    forget(key, names)
    index = list(names).index(default) if default is not None and default in names else None
    chosen = st.selectbox(label, names, index=index, key=key, bind="query-params", placeholder="none", help=help, disabled=disabled)
    return chosen or ""


def forget(key: str, names: Sequence[str], instead: str | None = None) -> None:
    """Drop what was chosen for another table. `instead` is what the box then shows; a box that has a default needs it, to let go on the screen too."""
    if st.session_state.get(key) is not None and st.session_state[key] not in names:
        if instead is None:
            del st.session_state[key]
        else:
            st.session_state[key] = instead
    if key not in st.session_state and key in st.query_params and st.query_params[key] not in names:
        del st.query_params[key]
