"""Steps to begin with, said in words before anything is done."""

import streamlit as st

from mllab.data.prepare import Recipe, suggest
from mllab.data.table import Table
from mllab.ui.prepare.draft import Draft, change
from mllab.ui.show import plain, short


def suggestion(work: Draft) -> None:
    """While the recipe is empty: what would plainly help this table, and a button that does it."""
    if work.recipe.steps or not work.raw.rows:
        return
    found = _suggested(work.raw.version, work.raw)
    with st.container(border=True, gap="small"):
        if not found.steps:
            st.markdown("**Nothing here plainly needs mending.** Add a step of your own.")
            return
        st.markdown("**This would help:**\n" + "\n".join(f"1. {plain(short(step.says({}), 110))}" for step in found.steps))
        st.button(
            "Suggest steps",
            key="suggest",
            type="primary",
            icon=":material/lightbulb:",
            on_click=change,
            args=(work, found),
            help="Puts these steps into the recipe; look at what they do, change them, keep what helps. Nothing is saved until you save.",
        )


@st.cache_resource(max_entries=30, show_spinner="Looking for what needs mending")
def _suggested(version: str, _table: Table) -> Recipe:
    return suggest(_table)
