"""How far the board is, with Stop; and what came to nothing, with Go on."""

from typing import TypeGuard

import streamlit as st

from mllab.jobs import Status
from mllab.models.named import called
from mllab.ui.job import told
from mllab.ui.show import plain
from mllab.ui.train.work import Standing, Work, go_on, stop

STOPS = "What is done stays; the rest can go on later."
GOES_ON = "Trains what is not done yet, and nothing twice."


def progress(found: Work, now: Standing) -> None:
    """The share of the work, which model is at work, and Stop."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(min(now.share, 1.0), _line(found, now))
        st.button("Stop", key="board-stop", icon=":material/stop:", help=STOPS, on_click=stop, args=(found,))


def ended(found: Work, now: Standing) -> None:
    """What was stopped or failed, told by name; nothing when every model is done."""
    lost = _lost(found, now)
    if not lost:
        return
    stopped = all(state == "stopped" for _, state, _ in lost)
    with st.container(horizontal=True, vertical_alignment="center"):
        if stopped:
            st.info(f"Stopped: {len(now.done)} of {len(found.models)} models are done.", icon=":material/stop_circle:")
        else:
            st.warning("  \n".join(f"**{plain(name)}**: {plain(message)}" for name, _, message in lost[:8]), icon=":material/info:")
        st.button(
            "Go on" if stopped else "Try again", key="board-on", icon=":material/play_arrow:", help=GOES_ON, on_click=go_on, args=(found,)
        )


def _lost(found: Work, now: Standing) -> list[tuple[str, str, str]]:
    if any(status is None for status in now.statuses):
        return [("Encoding the columns", now.prepared.state, now.prepared.message)]
    pairs = zip(found.models, now.statuses, strict=True)
    return [(called(model), status.state, status.message) for model, status in pairs if status is not None and status.state != "done"]


def _line(found: Work, now: Standing) -> str:
    if any(status is None for status in now.statuses):
        return f"Encoding the columns, once for all models: {told(now.prepared)}"
    pairs = zip(found.models, now.statuses, strict=True)
    busy = [
        f"{called(model)}, fold {min(status.step + 1, len(found.folds))} of {len(found.folds)}" for model, status in pairs if _works(status)
    ]
    at_work = f" · {plain(busy[0])}" if busy else ""
    return f"{len(now.done)} of {len(found.models)} models done{at_work}"


def _works(status: Status | None) -> TypeGuard[Status]:
    return status is not None and status.state == "running"
