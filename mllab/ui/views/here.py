"""The view that is on the screen now: its page, its link, and which rows are selected in it."""

from urllib.parse import urlsplit

import numpy as np
import streamlit as st

from mllab import views
from mllab.paths import app_root
from mllab.ui.tables_picker import titles

KEPT = "kept"  # in the link: the view whose selection is to be shown
HELD = "_view_holds"  # the key of what the page's map has selected
HOME = "home"


def where() -> str:
    """The url path of the page that is open."""
    path = urlsplit(st.context.url or "").path.rstrip("/").rsplit("/", 1)[-1]
    return path if known(path) else HOME


def known(page: str) -> bool:
    """Whether there is a page of that url path."""
    return page.isidentifier() and (app_root() / "pages" / f"{page}.py").exists()


def query() -> views.Query:
    """What the link says, but for the view that it came from."""
    return {name: st.query_params.get_all(name) for name in st.query_params if name != KEPT}


def table() -> str:
    """What the table of the link is called; empty for a page without one."""
    return titles().get(st.query_params.get("table", ""), "")


def holding(key: str | None) -> None:
    """Tell where the session keeps what is selected on this page; None for a page that selects nothing."""
    if key is None:
        st.session_state.pop(HELD, None)
    else:
        st.session_state[HELD] = key


def rows() -> tuple[int, ...]:
    """The rows that are selected now, by their place on the map."""
    key = st.session_state.get(HELD)
    found = getattr(st.session_state.get(key), "rows", None) if key else None
    return () if found is None else tuple(map(int, found))


def selected(n: int) -> np.ndarray | None:
    """The rows of the view that the link came from, while the link is still its own; None when there are none or they are not there."""
    view = views.find(st.query_params.get(KEPT, ""))
    if view is None or not view.rows or view.query != query() or max(view.rows) >= n:
        return None
    return np.array(view.rows)
