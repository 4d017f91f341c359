"""The questions asked of a clustering; only the one that is open is computed, and which it is stays in the link."""

import streamlit as st

from mllab.ui.clustering import compare, keep, many, real, what
from mllab.ui.clustering.fitted import View
from mllab.ui.sees import sees


def _sees(view: View) -> None:
    sees(view.matrix)


QUESTIONS = {
    "What each group is": what.show,
    "How many groups": many.show,
    "Is it real": real.show,
    "Compare two methods": compare.show,
    "What the algorithm sees": _sees,
    "Keep": keep.show,
}


def ask(view: View) -> None:
    """A row of questions, and the answer to the chosen one."""
    names = list(QUESTIONS)
    chosen = st.segmented_control(
        "Question", names, default=names[0], required=True, key="question", bind="query-params", label_visibility="collapsed"
    )
    QUESTIONS[chosen or names[0]](view)
