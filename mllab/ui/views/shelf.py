"""The views that were kept: opened, renamed, deleted, taken to another machine and brought from one."""

import streamlit as st

from mllab import views
from mllab.ui.show import plain, short
from mllab.ui.tables_picker import titles
from mllab.ui.views import here
from mllab.views import View

FILE = "views_file"


def kept_views() -> None:
    """All views on Home."""
    st.markdown("#### Your views", anchors=False)
    kept = views.listing()
    if not kept:
        st.caption("None yet. “Views” at the top of every page keeps what you see there under a name.")
    for view in kept:
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(gap=None):
                door(view)
                st.caption(_about(view))
            _change(view)
    _carry(len(kept))


def door(view: View) -> None:
    """The way to a view; one that cannot be opened says why."""
    missing = _missing(view)
    label = plain(short(view.name, 40))
    if missing:
        st.markdown(f":material/link_off: {label}  \n:gray[{plain(missing)}]")
        return
    with_rows = {here.KEPT: view.id} if view.rows else {}
    st.page_link(f"pages/{view.page}.py", label=label, icon=":material/bookmark:", query_params={**view.query, **with_rows})


def _about(view: View) -> str:
    rows = f", {len(view.rows):,} rows selected" if view.rows else ""
    return f"{view.page.capitalize()}{f' of {plain(view.table)}' if view.table else ''}{rows}, {view.made[:16].replace('T', ' ')}"


def _missing(view: View) -> str:
    """Why a view cannot be opened here; empty when it can."""
    if not here.known(view.page):
        return f"There is no page “{short(view.page, 20)}” here."
    table = next(iter(view.query.get("table", [])), "")
    if table and table not in titles():
        return f"Its table {f'“{short(view.table, 30)}” ' if view.table else ''}was deleted, or is on another machine."
    return ""


def _change(view: View) -> None:
    with st.popover("", icon=":material/more_vert:", type="tertiary", help="Rename or delete"):
        key = f"view_{view.id}"
        st.text_input("Name", view.name, key=key, max_chars=views.LONGEST, on_change=_rename, args=(view.id, key))
        st.button("Delete this view", key=f"{key}_delete", icon=":material/delete:", on_click=views.delete, args=(view.id,))


def _rename(id: str, key: str) -> None:
    views.rename(id, st.session_state[key])


def _carry(many: int) -> None:
    """All views as a file, and back."""
    with st.popover("Take along or bring", icon=":material/swap_vert:", type="tertiary"):
        st.download_button(
            "Save all as a file", views.exported, "mllab-views.json", "application/json", icon=":material/download:", on_click="ignore",
            disabled=not many, help="Names and links as JSON; the tables are not in it.",
        )  # fmt: skip
        st.file_uploader("Bring a file of views", ["json"], key=FILE, on_change=_bring)


def _bring() -> None:
    brought = st.session_state.get(FILE)
    if brought is not None:
        many = views.imported(brought.getvalue())
        st.toast(f"{many:,} {'view' if many == 1 else 'views'} brought.")
