"""Bringing a text to learn from: a file from here, one on the server, or what is pasted."""

import streamlit as st

from mllab.data import store
from mllab.embed.learn import sources
from mllab.errors import DataError
from mllab.ui.page import tell
from mllab.ui.show import plain
from mllab.ui.tables.arrive import attempt
from mllab.ui.words import brought
from mllab.ui.words.brought import TEXTS
from mllab.ui.words.learn.text import KEY

FILE, SERVER, PASTED = "_words_text_file", "_words_text_server", "_words_text_pasted"


def bring() -> None:
    """Folded: the ways to a text of one's own."""
    with st.popover("Bring a text", icon=":material/upload_file:", width="stretch"):
        st.file_uploader(
            "A text file", key=FILE, on_change=_uploaded, help="Plain text, also gzipped. It is read in pieces, so it may be large."
        )
        st.text_area("Or paste a text", key=PASTED, on_change=_pasted, height=140, placeholder="Paste, then press Ctrl+Enter")
        st.text_input(
            "Or a file in the server's data folder",
            key=SERVER,
            placeholder="letters.txt",
            on_change=_pointed,
            help=f"The folder is {plain(store.server_folder())}.",
        )


def _uploaded() -> None:
    """In a callback: keep the file, and go to it; one that is no text is told and not kept."""
    file = st.session_state[FILE]
    if file is not None:
        _keep(file.name, file.getvalue())


def _pasted() -> None:
    text = str(st.session_state[PASTED])
    if text.strip():
        _keep(f"{'-'.join(text.split()[:4])[:40]}.txt".replace("/", "-"), text.encode("utf-8", "replace"))


def _keep(name: str, content: bytes) -> None:
    kept = brought.keep([(name, content)], TEXTS)
    try:
        sources.of_file(kept.path)
    except DataError as error:
        brought.forget(kept.id, TEXTS)
        tell(error)
        return
    st.session_state[KEY] = kept.id


def _pointed() -> None:
    pattern = str(st.session_state[SERVER]).strip()
    found = attempt(lambda: store.server_files(pattern)) if pattern else None
    if found:
        st.session_state[KEY] = brought.point(found[0], TEXTS).id
    elif found is not None:
        st.error(f"There is no file {plain(pattern)} in {plain(store.server_folder())}.", icon=":material/info:")
