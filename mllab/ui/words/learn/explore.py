"""From what was learned to an embedding that the whole page works with, or to a file."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from mllab.embed import Words, write
from mllab.ui.words import brought
from mllab.ui.words.bring import KEY
from mllab.ui.words.similar.nearest import KEY as QUERY

ABOUT = "Makes what was learned the page's embedding, so that Similar, Analogy, Axes and Map work on it. It is kept in the workspace."


def explore(words: Words, first: str) -> None:
    """Two buttons; `first` is the word that exploring begins with."""
    name = f"{re.sub(r'[^A-Za-z0-9]+', '-', words.name).strip('-')[:60]}-{words.digest[:6]}.bin"
    st.button(
        "Explore it",
        type="primary",
        icon=":material/travel_explore:",
        key="words_explore",
        help=ABOUT,
        on_click=_keep,
        args=(words, name, first),
    )
    st.download_button(
        "Download the vectors",
        lambda: _bytes(words, name),
        name,
        key="words_learned_file",
        on_click="ignore",
        icon=":material/download:",
        help="In word2vec's binary format, which most programs read.",
    )


def _keep(words: Words, name: str, first: str) -> None:
    st.session_state[KEY] = brought.keep([(name, _bytes(words, name))]).id
    st.session_state["words_ask"] = "Similar"
    st.session_state[QUERY] = [first]


def _bytes(words: Words, name: str) -> bytes:
    with TemporaryDirectory(prefix="mllab-") as folder:
        (path,) = write.write(words, Path(folder) / name)
        return path.read_bytes()
