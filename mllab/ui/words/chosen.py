"""Which embedding the page is about."""

import streamlit as st

from mllab.embed import DEFAULT, Words
from mllab.ui.words.about import about
from mllab.ui.words.bring import KEY, bring
from mllab.ui.words.brought import forget, listing
from mllab.ui.words.entities import ID as TABLE
from mllab.ui.words.entities import TITLE, choose_entities
from mllab.ui.words.loading import Source, default, of_file, opened

KEPT = "_words_from"  # what was chosen last and stands in the link; outlives other pages
LENIENT = "Lines that hold no word vector are left out and listed. Off, the first of them is an error."
HELP = "A vocabulary with a vector per word: the one that comes with mllab, one that you bring, or the rows, texts, categories or products of a table."


def choose_words() -> Words:
    """In the sidebar: the embedding, kept in the link, and a line that says what it is."""
    known = sources()
    with st.sidebar:
        _follow([*known, TABLE])
        id = st.selectbox(
            "Embedding", [*known, TABLE], format_func=lambda id: TITLE if id == TABLE else known[id].title, key=KEY, help=HELP
        )
    st.session_state[KEPT] = id
    if st.query_params.get(KEY, DEFAULT) != id:
        st.query_params[KEY] = id
    source = choose_entities() if id == TABLE else known[id]
    strict = False
    if source.path is not None:
        with st.sidebar:
            strict = not st.toggle("Leave out what does not fit", True, key="words_lenient", bind="query-params", help=LENIENT)
            st.button("Forget this file", key="words_forget", icon=":material/delete:", type="tertiary", on_click=_forget, args=(id,))
    place = st.sidebar.container()
    bring()
    words = opened(source, strict)
    with place:
        about(words, source)
    return words


def sources() -> dict[str, Source]:
    """Everything that can be opened, by its id in the link; the same name twice is told apart by the ids."""
    names = [one.name for one in listing()]
    files = [of_file(one.id, one.name if names.count(one.name) == 1 else f"{one.name} ({one.id})", one.path) for one in listing()]
    return {source.id: source for source in [default(), *files]}


def _follow(known: list[str]) -> None:
    """Go to the embedding of a link that was followed; else stay with the one chosen before. Says when one is gone."""
    asked = st.query_params.get(KEY)
    if asked is not None and asked != st.session_state.get(KEPT):
        if asked in known:
            st.session_state[KEY] = asked
        else:
            st.warning("The embedding of this link is not here. It may have been deleted, or belong to another machine.")
    st.session_state[KEY] = next(id for id in (st.session_state.get(KEY), st.session_state.get(KEPT), DEFAULT) if id in known)


def _forget(id: str) -> None:
    forget(id)
    st.session_state[KEY] = st.session_state[KEPT] = DEFAULT
    st.query_params.pop(KEY, None)
