"""The task above a lab, and beneath it the way to make one."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

import streamlit as st

from mllab.learning.goals import goals
from mllab.ui.learning.classroom.asked import NAMES, Asked, asked
from mllab.ui.learning.classroom.maker import guard, maker
from mllab.ui.show import plain

SAID = "_class_said"  # question -> what was predicted


@contextmanager
def classroom(measures: Collection[str] = (), parts: Mapping[str, str] | None = None, waits: bool = True) -> Iterator[None]:
    """A lab that a link can make a task of: what is hidden and locked, the task and the prediction above it, and beneath it “For a class”.

    `measures` are what goals can be about, `parts` what else than widgets can be hidden or locked: keys and names. Until the prediction that a link asks
    for was made the lab is not shown; with `waits=False` it is, and holds back its result itself: see `predicted`. Raises ParamError for a goal that
    is about no measure.
    """
    found = asked()
    goals(found.goal, measures)
    guard(found)
    if found:
        _task(found)
    if waits and not predicted():
        st.stop()
    yield
    with st.expander("For a class: make a task of this page", icon=":material/school:"):
        maker(found, measures, parts or {})


def predicted() -> bool:
    """Whether there is nothing to predict, or a prediction was made."""
    question = asked().question
    return not question or question in st.session_state.get(SAID, {})


def judged(measures: Mapping[str, float]) -> None:
    """Say which goals of the link are reached by these measures; nothing where it has none."""
    found = goals(asked().goal, measures)
    if not found:
        return
    lines = [f":material/{'check_circle' if one.met(measures) else 'radio_button_unchecked'}: {plain(str(one))}" for one in found]
    done = all(one.met(measures) for one in found)
    st.markdown(("**The task is solved.** " if done else "") + "&emsp;".join(lines))


def _task(found: Asked) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(":material/school: **Your task**", width="stretch")
            st.button("Leave the task", type="tertiary", key="class-leave", on_click=_leave, help="Everything is shown and free again.")
        if found.task:
            st.text(found.task)
        if found.question:
            _prediction(found)


def _prediction(found: Asked) -> None:
    said = st.session_state.get(SAID, {}).get(found.question)
    if said is None:
        _ask(found)
        return
    st.markdown(f"{plain(found.question)} **You predicted: {plain(said)}**")
    if found.reveal:
        with st.expander("What happens, and why"):
            st.text(found.reveal)


def _ask(found: Asked) -> None:
    with st.form("class-predict", border=False):
        label = f"**Predict first:** {plain(found.question)}"
        if found.answers:
            places = range(len(found.answers))
            st.radio(label, places, index=None, format_func=lambda place: plain(found.answers[place]), key="class-answer")
        else:
            st.text_input(label, key="class-answer", max_chars=200)
        st.form_submit_button("That is my prediction", type="primary", on_click=_predict, args=(found,))


def _predict(found: Asked) -> None:
    said = st.session_state.get("class-answer")
    if isinstance(said, int):
        said = found.answers[said]
    if said is not None and str(said).strip():
        st.session_state[SAID] = {**st.session_state.get(SAID, {}), found.question: str(said).strip()}


def _leave() -> None:
    for name in NAMES:
        st.query_params.pop(name, None)
