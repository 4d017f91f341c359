"""Following a word: one that is clicked in a picture becomes the one that is asked for."""

import streamlit as st

from mllab.charts.word_plane import PICK
from mllab.embed import Words


def follow(chart: str, key: str, words: Words) -> None:
    """In a callback: put the word that was clicked in `chart` into the words typed under `key`, in their place."""
    found = clicked(chart)
    if found and found in words:
        st.session_state[key] = [found]


def clicked(chart: str) -> str:
    """The word that was clicked in a chart; empty when none was."""
    picked = st.session_state[chart]["selection"].get(PICK) or []
    return str(picked[0].get("word", "")) if picked else ""
