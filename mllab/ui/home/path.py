"""The questions as rows of buttons, one under the other, and the door at their end."""

import streamlit as st

from mllab.data import store
from mllab.ui.home.questions import Place, walk


def ask() -> None:
    """Ask until a place is reached, then open the door to it; the answers are kept in the link."""
    answers: dict[str, str | None] = {}
    while True:
        met, place = walk(answers)
        question = met[-1]
        if place is not None:
            return _door(place)
        answers[question.key] = st.segmented_control(
            question.text, list(question.answers), key=question.key, help=question.help, bind="query-params"
        )
        if answers[question.key] is None:
            return None


def _door(place: Place) -> None:
    with st.container(border=True):
        st.markdown(f"**{place.title}**  \n{place.why}")
        with st.container(horizontal=True):
            st.page_link(
                place.page, label=f"Open {place.title} on {place.opens_on}", icon=":material/arrow_forward:", query_params=place.query
            )
            for table in store.listing()[:1] if place.takes_tables else []:
                st.page_link(place.page, label="Open it on your newest table", icon=":material/table:", query_params={"table": table.id})
