"""Watching something learn: states are asked for one by one, shown as they come, and stopping means asking for no next one."""

import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import streamlit as st

S = TypeVar("S")


def scrub(states: list[S], key: str = "step", label: str = "Step") -> S:
    """A slider through the states, at the last one to begin with; no slider when there is only one."""
    last = len(states)
    if last < 2:
        return states[-1]
    if st.session_state.get(key) not in {None, *range(1, last + 1)}:
        del st.session_state[key]
    step = st.slider(label, 1, last, last, key=key, bind="query-params", help="Drag to see every state on the way to the result.")
    return states[step - 1]


def watch(key: str, token: object, states: Callable[[], Iterable[S]], label: str, total: int | None = None) -> tuple[list[S], bool]:
    """Run a generator under a progress bar with a Stop button; gives the states and whether it reached its end.

    What came before a stop is kept. `token` says what is being computed: the same token is not computed twice in a session.
    """
    slot = f"_watch_{key}"
    kept: dict[str, Any] = st.session_state.get(slot, {})
    if kept.get("token") != token:
        kept = st.session_state[slot] = {"token": token, "states": [], "done": False, "stopped": False, "seconds": 0.0}
    if kept["stopped"]:
        st.info(f"Stopped after {len(kept['states'])} steps; what was found so far is shown.", icon=":material/stop_circle:")
        st.button("Start again", key=f"{slot}_again", on_click=st.session_state.pop, args=(slot,))
    elif not kept["done"]:
        _run(slot, kept, states, label, total)
    return kept["states"], kept["done"]


def seconds(key: str) -> float:
    """How long the last computation watched under `key` took."""
    return float(st.session_state.get(f"_watch_{key}", {}).get("seconds", 0.0))


def _stop(slot: str) -> None:
    st.session_state[slot]["stopped"] = True


def _run(slot: str, kept: dict[str, Any], states: Callable[[], Iterable[Any]], label: str, total: int | None) -> None:
    kept["states"], begun = [], time.perf_counter()
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, label)
        st.button("Stop", key=f"{slot}_stop", icon=":material/stop:", on_click=_stop, args=(slot,))
    for number, state in enumerate(states(), 1):
        kept["states"].append(state)
        kept["seconds"] = time.perf_counter() - begun
        share = min(number / total, 1.0) if total else 1 - 1 / (1 + number / 10)
        bar.progress(share, f"{label} {number}{f' of {total}' if total else ''}")
    kept["done"] = True
    place.empty()
