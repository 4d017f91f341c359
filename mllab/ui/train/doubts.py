"""What speaks against the task, said before anything is believed: grave doubts in sight, each with what to do about it."""

import streamlit as st

from mllab.models.task import Doubt, Task, doubts
from mllab.ui.show import plain
from mllab.ui.train.setting import Setting
from mllab.ui.train.task import by_key, way_key
from mllab.ui.train.view import Token
from mllab.ui.train.work import Work

SEEN = 3  # grave doubts in sight


def grave(work: Work, setting: Setting) -> None:
    """Doubts with which no figure can be trusted, as messages."""
    for doubt in _of(work, "high")[:SEEN]:
        _said(doubt, work, setting)


def lesser(work: Work, setting: Setting) -> None:
    """All other doubts, behind a button."""
    rest = [*_of(work, "high")[SEEN:], *_of(work, "low")]
    if not rest:
        return
    with st.popover(f"{len(rest)} to keep in mind", icon=":material/lightbulb:", type="tertiary", help="What should be read with care."):
        for doubt in rest:
            _said(doubt, work, setting)


def _of(work: Work, severity: str) -> list[Doubt]:
    return [doubt for doubt in _doubts(work, work.token[:3]) if doubt.severity == severity]


def _said(doubt: Doubt, work: Work, setting: Setting) -> None:
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        icon = ":orange[:material/warning:]" if doubt.severity == "high" else ":material/info:"
        st.markdown(f"{icon} {plain(doubt.message)} {plain(doubt.do)}", width="stretch")
        if doubt.about in work.task.columns:
            _remedy(doubt, work, setting)


def _remedy(doubt: Doubt, work: Work, setting: Setting) -> None:
    """A button that does what the doubt advises about a column."""
    about, key = doubt.about, f"remedy-{doubt.message}"
    if doubt.severity == "low" and work.table.column(about).kind == "date":
        st.button(
            "Split by time",
            key=key,
            icon=":material/schedule:",
            help=f"Learn from the past and judge by the future, as {plain(about)} tells.",
            on_click=_by_time,
            args=(work.task, about),
        )
        return
    told = f"Predict without {plain(about)}."
    st.button("Take it out", key=key, icon=":material/remove:", help=told, on_click=_take_out, args=(setting, about))


def _take_out(setting: Setting, name: str) -> None:
    picked = list(st.session_state.get(setting.columns) or [])
    st.session_state[setting.columns] = [*picked, name] if setting.without else [one for one in picked if one != name]


def _by_time(task: Task, name: str) -> None:
    st.session_state[way_key(task.kind)], st.session_state[by_key("time")] = "time", name


@st.cache_resource(max_entries=16, show_spinner=False)
def _doubts(_work: Work, token: Token) -> tuple[Doubt, ...]:
    return doubts(_work.table, _work.task, _work.rows)
