"""A panel in parts: one is open, the others cost nothing, and a widget in it redraws it alone."""

from collections.abc import Callable, Mapping

import streamlit as st

from mllab.errors import MllabError
from mllab.ui.page import tell
from mllab.ui.train.view import View

Part = Callable[[View], None]


def parts(view: View, named: Mapping[str, tuple[Part, str]], key: str) -> None:
    """A row of parts (what is drawn, and what it tells), the first open to begin with; which one is open stays in the link under `key`."""
    names = list(named)
    if st.session_state.get(key) not in {None, *names}:
        del st.session_state[key]
    if st.query_params.get(key) not in {None, *names}:
        del st.query_params[key]
    told = "\n".join(f"- **{name}**: {about}" for name, (_, about) in named.items())
    chosen = st.pills("Part", names, default=names[0], required=True, key=key, bind="query-params", help=told, label_visibility="collapsed")
    drawn(view, named[chosen or names[0]][0])


@st.fragment
def drawn(view: View, part: Part) -> None:
    """Draw a part so that its widgets redraw it alone; what it refuses is said in its place."""
    try:
        part(view)
    except MllabError as error:
        tell(error)
