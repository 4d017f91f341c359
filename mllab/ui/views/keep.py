"""The button at the top of every page: keep this view, or go to another."""

import streamlit as st

from mllab import views
from mllab.ui.show import plain
from mllab.ui.views import here
from mllab.ui.views.shelf import door

NAME = "view_name"
SAID = "_view_said"
FEW = 6  # views in sight; Home has all


@st.fragment
def views_button() -> None:
    """A popover: a name for the present view, and doors to the newest ones. Its content is made when it is open."""
    shelf = st.popover(
        "Views", icon=":material/bookmark:", type="tertiary", on_change="rerun", key="views", help="Keep this view, or open another."
    )
    if not shelf.open:
        return
    with shelf:
        with st.form("keep-view", border=False, clear_on_submit=True):
            st.text_input("Name of this view", key=NAME, placeholder="such as: plans side by side", max_chars=views.LONGEST)
            st.form_submit_button("Keep this view", icon=":material/bookmark_add:", on_click=_keep, type="primary")
        if said := st.session_state.pop(SAID, ""):
            st.caption(f":material/bookmark_added: {said}")
        st.caption("Kept are the page, the table, every setting in the link and what is selected.")
        kept = views.listing()
        for view in kept[:FEW]:
            door(view)
        if len(kept) > FEW:
            st.page_link("pages/home.py", label=f"All {len(kept):,} views", icon=":material/home:")


def _keep() -> None:
    view = views.keep(st.session_state[NAME], here.where(), here.query(), here.table(), here.rows())
    st.session_state[SAID] = f"Kept as {plain(view.name)}."
