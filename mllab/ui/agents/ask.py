"""The questions asked of a training; only the one that is open is computed, and which it is stays in the link."""

import streamlit as st

from mllab.ui.agents import compare, how, numbers, predict
from mllab.ui.agents.trained import View

QUESTIONS = {
    "Predict first": predict.show,
    "Compare two methods": compare.show,
    "How it learns": how.show,
    "The numbers": numbers.show,
}


def ask(view: View) -> None:
    """A row of questions, and the answer to the chosen one."""
    names = list(QUESTIONS)
    chosen = st.segmented_control(
        "Question", names, default=names[0], required=True, key="asked", bind="query-params", label_visibility="collapsed"
    )
    QUESTIONS[chosen or names[0]](view)
