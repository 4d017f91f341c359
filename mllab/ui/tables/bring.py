"""Bringing a table: upload, paste, a file on the server, a sample, a drawing."""

from io import BytesIO
from pathlib import Path

import streamlit as st

from mllab.data import samples, store
from mllab.data.samples import Sample
from mllab.ui.show import plain
from mllab.ui.tables.arrive import SLOT, Arrival, arrive, attempt, go_to, report, turn, welcome
from mllab.ui.tables.draw import draw
from mllab.ui.upload import parts
from mllab.ui.upload.parts import MB
from mllab.ui.upload.zone import ABOVE, big_uploads

ZONE = "bring"
TURN = "_bring_turn"  # part of the uploader's key: a new key lets go of the bytes
STORED = "_bring_stored"
FORMATS = "CSV and its kin in any dialect, Excel, Parquet, Arrow or Feather, JSON, JSON Lines; each also gzipped or zipped."


def bring() -> None:
    """The ways to a table, and what became of the last files."""
    turn()
    upload, paste, server, sample, by_hand = st.tabs(
        [
            ":material/upload_file: Upload",
            ":material/content_paste: Paste",
            ":material/dns: From the server",
            ":material/school: Samples",
            ":material/draw: Draw",
        ]
    )
    with upload:
        _upload()
    with paste:
        _paste()
    with server:
        _server()
    with sample:
        _samples()
    with by_hand:
        draw()
    report()


def _upload() -> None:
    number = st.session_state.setdefault(TURN, 0)
    stored = st.session_state.setdefault(STORED, [])
    limit = parts.limit()
    with st.container(key=ZONE):
        files = st.file_uploader(
            "Drop files here, or choose them", accept_multiple_files=True, key=f"files-{number}", max_upload_size=max(1, limit // MB)
        )
        st.caption(
            f"{FORMATS} Up to {parts.spoken(limit)} a file. A file above {parts.spoken(ABOVE)} goes straight to disk in pieces: "
            "you see how far it is, can pause it, and after a break choose it again to go on."
        )
        complete = big_uploads(ZONE, stored)
    if files:
        with st.spinner(f"Reading {len(files)} file{'s' if len(files) > 1 else ''}"):
            arrivals = [arrive(file, file.name, "uploaded") for file in files]
        st.session_state[TURN] = number + 1
        welcome(arrivals)
    if complete:
        _big(complete, stored)


def _big(complete: list[str], stored: list[str]) -> None:
    """Make tables of complete uploads. No Streamlit call stands between taking one and storing it: a rerun may cut in at any of them."""
    with st.spinner(f"Reading {len(complete)} big file{'s' if len(complete) > 1 else ''}"):
        arrivals = [_taken(*found) for id in complete if (found := parts.take(id)) is not None]
        stored.extend(complete)
    welcome(arrivals or st.session_state.get(SLOT, []))


def _taken(path: Path, name: str) -> Arrival:
    arrival = arrive(path, name, "uploaded")
    path.unlink(missing_ok=True)
    return arrival


def _paste() -> None:
    with st.form("paste", border=False, clear_on_submit=True):
        text = st.text_area(
            "Paste rows from a spreadsheet, a mail or a web page", height=140, placeholder="name;height\nAda;1,72\nAlan;1,80"
        )
        name = st.text_input("Name of the table", placeholder="pasted", max_chars=200)
        sent = st.form_submit_button("Make a table of it", icon=":material/add:")
    if sent and not text.strip():
        st.warning("Nothing was pasted yet.")
    elif sent:
        welcome([arrive(BytesIO(text.encode()), name.strip() or "pasted", "pasted")])


def _server() -> None:
    root = store.server_folder()
    pattern = st.text_input(
        "Path or pattern inside the server's data folder",
        placeholder="sales/2025-*.csv",
        help=f"The data folder is {plain(root)}. The server is told another one by MLLAB_DATA.",
    )
    if not pattern.strip():
        return
    found = attempt(lambda: store.server_files(pattern)) or []
    chosen = st.multiselect(f"{len(found):,} files", found, default=found[:1], format_func=lambda path: str(path.relative_to(root)))
    if st.button("Open these", icon=":material/folder_open:", disabled=not chosen):
        welcome([arrive(path, path.name, f"server: {path.relative_to(root)}") for path in chosen])


def _samples() -> None:
    listed = list(samples.SAMPLES.values())
    for start in range(0, len(listed), 4):
        for place, sample in zip(st.columns(4), listed[start : start + 4], strict=False):
            with place.container(border=True, height="stretch"):
                _card(sample)


def _card(sample: Sample) -> None:
    st.markdown(f"**{sample.title}**  \n:gray[{sample.rows:,} rows, {sample.columns} columns]")
    st.caption(sample.about)
    if st.button("Open", key=f"open-{sample.id}", help=f"Licence: {sample.licence}"):
        go_to(sample.id)
