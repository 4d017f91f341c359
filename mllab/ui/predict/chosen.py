"""Which kept model the page works with: one of the shelf, or a .skops file that is brought."""

from dataclasses import dataclass, field

import streamlit as st

from mllab.errors import MllabError
from mllab.models import keep
from mllab.models.keep import Kept, Shelved
from mllab.ui.explore.choice import forget
from mllab.ui.show import plain, short
from mllab.ui.tables.arrive import attempt

CHOSEN = "kept"
TURN, CAME, NEXT = "_kept_turn", "_kept_came", "_kept_next"
UPLOAD_MB = 500


@dataclass(frozen=True, eq=False)
class Chosen:
    """The model that is looked at: as it is listed, and itself."""

    shelved: Shelved
    kept: Kept = field(repr=False)


def choose_kept() -> Chosen | None:
    """A picker of the kept models and a place to bring one, in the sidebar; None while there is none. The choice stays in the link."""
    with st.sidebar:
        listed = {one.id: one for one in keep.listing()}
        if NEXT in st.session_state:
            st.session_state[CHOSEN] = st.session_state.pop(NEXT)
        forget(CHOSEN, list(listed))
        names = _names(list(listed.values()))
        id = None
        if listed:
            id = st.selectbox(
                "Kept model",
                list(listed),
                key=CHOSEN,
                format_func=names.__getitem__,
                help="Models that were kept on the page Train and compare, or brought as a file; the newest first.",
            )
        with st.expander("Bring a model", icon=":material/upload_file:", expanded=not listed):
            bring()
    for name in keep.damaged():
        st.warning(
            f"The kept model {plain(name)} cannot be read. Delete the file from the folder models of the workspace to be rid of this message."
        )
    if id is None:
        return None
    if st.query_params.get(CHOSEN) != id:
        st.query_params[CHOSEN] = id
    return Chosen(listed[id], _opened(id))


def bring() -> None:
    """An uploader for .skops files; what became of the last one."""
    number = st.session_state.setdefault(TURN, 0)
    file = st.file_uploader("A .skops file", key=f"kept-file-{number}", max_upload_size=UPLOAD_MB)
    st.caption(
        "Its types are checked before it is opened, and nothing is ever unpickled: a pickle, a joblib file or a PyTorch checkpoint is refused."
    )
    if file is None:
        if came := st.session_state.get(CAME):
            st.error(plain(came), icon=":material/block:")
        return
    with st.spinner("Checking the file"):
        _arrived(file.getvalue(), file.name)
    st.session_state[TURN] = number + 1  # a new uploader lets go of the bytes
    st.rerun()


def _arrived(data: bytes, name: str) -> None:
    try:
        kept = keep.read(data, name)
        st.session_state[NEXT] = keep.keep(data, kept.facts.name or short(name.removesuffix(".skops")))
        st.session_state.pop(CAME, None)
    except MllabError as error:
        st.session_state[CAME] = str(error)


def go_to(id: str) -> None:
    """Run the page again on this model."""
    st.session_state[NEXT] = id
    st.rerun()


def renamed(id: str, name: str) -> bool:
    """Whether the model could be given the name; said where not."""
    return bool(attempt(lambda: _renamed(id, name)))


def _renamed(id: str, name: str) -> bool:
    keep.rename(id, name)
    return True


def _names(listed: list[Shelved]) -> dict[str, str]:
    called = [one.name for one in listed]
    return {one.id: short(one.name) if called.count(one.name) == 1 else f"{short(one.name)} ({one.id[:4]})" for one in listed}


@st.cache_resource(max_entries=4, show_spinner="Opening the model")
def _opened(id: str) -> Kept:
    return keep.opened(id)
