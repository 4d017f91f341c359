"""The questions asked of a map; only the one that is open is computed, and which it is stays in the link."""

import streamlit as st

from mllab.ui.map import axes, keep, new_rows, selected, settings, steady, trusted
from mllab.ui.map.shown import View
from mllab.ui.sees import sees
from mllab.ui.which import which


def _sees(view: View) -> None:
    sees(view.chosen.matrix)


QUESTIONS = {
    "What is selected": selected.show,
    "Can it be trusted": trusted.show,
    "Does it hold": steady.show,
    "Other settings": settings.show,
    "What the axes are": axes.show,
    "What the method sees": _sees,
    "New rows": new_rows.show,
    "Keep": keep.show,
}
BEFORE = {"What the method sees", "Other settings"}  # answered also while the picture is computed


def ask(view: View) -> None:
    """A row of questions, and the answer to the chosen one."""
    asked = which("Question", QUESTIONS, "question")
    if view.picture is None and asked not in BEFORE:
        st.caption("This is answered as soon as the picture is finished.")
        return
    QUESTIONS[asked](view)
