"""Bringing an embedding: files from here, or a file that lies on the server."""

import streamlit as st

from mllab.data import store
from mllab.ui.show import plain
from mllab.ui.tables.arrive import attempt
from mllab.ui.upload import parts
from mllab.ui.upload.zone import ABOVE, big_uploads
from mllab.ui.words import brought

KEY = "words_from"
FILES, SERVER = "_words_files", "_words_server"
ZONE, STORED = "words-files", "_words_stored"
FORMATS = (
    "word2vec (text and binary), GloVe, fastText `.vec`, TSV with its metadata and `tensors.bytes` with its config (Embedding Projector), NPY, NPZ, "
    "Parquet, CSV, safetensors; each also gzipped or zipped. Files that belong together come together."
)


def bring() -> None:
    """In the sidebar, folded: the ways to an embedding of one's own; below it, what is on its way."""
    stored = st.session_state.setdefault(STORED, [])
    with st.sidebar:
        with st.popover("Bring your own", icon=":material/upload_file:", width="stretch"):
            with st.container(key=ZONE):
                st.file_uploader("Files of word vectors", accept_multiple_files=True, key=FILES, on_change=_uploaded, help=FORMATS)
            st.caption(
                f"Up to {parts.spoken(parts.limit())} a file. A file above {parts.spoken(ABOVE)} goes straight to disk in pieces: you see how far it is, "
                "can pause it, and after a break choose it again to go on."
            )
            st.text_input(
                "Or a file in the server's data folder",
                key=SERVER,
                placeholder="glove.6B.300d.txt",
                on_change=_pointed,
                help=f"The folder is {plain(store.server_folder())}. For large files: they are read where they lie.",
            )
        complete = big_uploads(ZONE, stored, together=True, then="opening the embedding now")
    if complete:
        _arrived(complete, stored)


def _uploaded() -> None:
    """In a callback: keep the files, and go to them."""
    files = [(file.name, file.getvalue()) for file in st.session_state[FILES] or []]
    if files:
        st.session_state[KEY] = brought.keep(files).id


def _arrived(complete: list[str], stored: list[str]) -> None:
    """Keep big files that are here, and go to them; no Streamlit call stands between taking and keeping: a rerun may cut in at any of them."""
    taken = [found for id in complete if (found := parts.take(id)) is not None]
    kept = brought.keep([(name, path) for path, name in taken]) if taken else None
    stored.extend(complete)
    if kept is not None:
        st.query_params[KEY] = kept.id  # the box that shows it is drawn already: it follows the link
    st.rerun()


def _pointed() -> None:
    pattern = str(st.session_state[SERVER]).strip()
    found = attempt(lambda: store.server_files(pattern)) if pattern else None
    if found:
        st.session_state[KEY] = brought.point(found[0]).id
    elif found is not None:
        st.error(f"There is no file {plain(pattern)} in {plain(store.server_folder())}.", icon=":material/info:")
