"""Scrubbing through the steps of a race, or having them played."""

from collections.abc import Callable

import streamlit as st

PLAYING = "_playing"
FRAMES, EVERY = 40, 0.15  # pictures of the whole race, and seconds between them


def playing(body: Callable[[], None]) -> None:
    """Run `body` as a fragment, again and again while it plays."""
    on = bool(st.session_state.get(PLAYING))

    def once() -> None:
        if bool(st.session_state.get(PLAYING)) is not on:
            st.rerun()  # only a run of the whole page starts or stops the repeating
        body()

    st.fragment(once, run_every=EVERY if on else None)()


def step_of(last: int) -> int:
    """A slider through the steps, at the last one to begin with, beside a button that plays them."""
    key = f"step-of-{last}"
    on = bool(st.session_state.get(PLAYING))
    if on:
        _on(key, last)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Pause" if on else "Play",
            icon=":material/pause:" if on else ":material/play_arrow:",
            key="play",
            help="Shows the race step by step.",
            on_click=_turn,
            args=(key, last),
        )
        return int(st.slider("Step", 0, last, last, key=key, bind="query-params", help="Drag to see where each of them was then."))


def _on(key: str, last: int) -> None:
    now = int(st.session_state.get(key, 0)) + max(1, last // FRAMES)
    st.session_state[key] = min(now, last)
    if now >= last:
        st.session_state[PLAYING] = False


def _turn(key: str, last: int) -> None:
    on = not st.session_state.get(PLAYING)
    st.session_state[PLAYING] = on
    if on and st.session_state.get(key, last) >= last:
        st.session_state[key] = 0
