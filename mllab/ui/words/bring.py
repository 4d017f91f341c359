"""Bringing an embedding: files from here, or a file that lies on the server."""

import streamlit as st

from mllab.data import store
from mllab.ui.show import plain
from mllab.ui.tables.arrive import attempt
from mllab.ui.words import brought

KEY = "words_from"
FILES, SERVER = "_words_files", "_words_server"
FORMATS = (
    "word2vec (text and binary), GloVe, fastText `.vec`, TSV with its metadata and `tensors.bytes` with its config (Embedding Projector), NPY, NPZ, "
    "Parquet, CSV, safetensors; each also gzipped or zipped. Files that belong together come together."
)


def bring() -> None:
    """In the sidebar, folded: the ways to an embedding of one's own."""
    with st.sidebar.popover("Bring your own", icon=":material/upload_file:", width="stretch"):
        st.file_uploader("Files of word vectors", accept_multiple_files=True, key=FILES, on_change=_uploaded, help=FORMATS)
        st.text_input(
            "Or a file in the server's data folder",
            key=SERVER,
            placeholder="glove.6B.300d.txt",
            on_change=_pointed,
            help=f"The folder is {plain(store.server_folder())}. For large files: they are read where they lie.",
        )


def _uploaded() -> None:
    """In a callback: keep the files, and go to them."""
    files = [(file.name, file.getvalue()) for file in st.session_state[FILES] or []]
    if files:
        st.session_state[KEY] = brought.keep(files).id


def _pointed() -> None:
    pattern = str(st.session_state[SERVER]).strip()
    found = attempt(lambda: store.server_files(pattern)) if pattern else None
    if found:
        st.session_state[KEY] = brought.point(found[0]).id
    elif found is not None:
        st.error(f"There is no file {plain(pattern)} in {plain(store.server_folder())}.", icon=":material/info:")
