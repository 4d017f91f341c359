"""Words as they are typed: completed from the vocabulary, corrected where they are misspelt, composed where they are phrases."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from mllab.embed import Words
from mllab.errors import DataError
from mllab.ui.show import plain
from mllab.ui.words.loading import called, one_of

OFFERED = 30_000  # words that are offered while one types; any other can be typed in full
MEANT = 5


def type_words(words: Words, key: str, label: str, default: Sequence[str], about: str = "", most: int | None = None) -> list[str]:
    """Words or phrases, completed while one types; those that are not there are told of with corrections, and left out."""
    opening = opens_on(words, default)
    anew(words, key, lambda held: not held or any(known(words, entry) for entry in held), opening)
    typed = st.multiselect(
        label,
        offered(words),
        default=opening,
        key=key,
        bind="query-params",
        accept_new_options=True,
        filter_mode="prefix",
        select_all=False,
        max_selections=most,
        placeholder=f"Type a {one_of(words)}",
        help=about or "Type to see how words go on, from the most common one. A phrase of several words is taken as their mean.",
    )
    found = [entry for entry in typed if checked(words, entry, key, partial(_replace, key))]
    for entry in found:
        _others(words, entry, key)
    if composed := [f"“{plain(entry)}” from {', '.join(map(plain, parts))}" for entry in found if (parts := words.composed(entry))]:
        st.caption(f":material/join: Put together as the mean of its words: {'; '.join(composed)}.")
    return list(dict.fromkeys(words.written(entry) or entry for entry in found))


def checked(words: Words, entry: str, key: str, replace: Callable[[str, str], None]) -> bool:
    """Whether a word or phrase is there, in other capitals if need be, which it says; otherwise it says so, with a button for each word
    that may have been meant, which `replace`s it.
    """
    if known(words, entry):
        if written := words.written(entry):
            st.caption(f":material/match_case: “{plain(entry)}” is written “{plain(written)}” here.")
        return True
    wrong = next((part for part in [entry, *entry.split()] if " " not in part and not known(words, part)), entry)
    meant = words.suggest(wrong, MEANT)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f":material/spellcheck: “{plain(wrong)}” is not among the {len(words):,} {called(words)}." + (" Did you mean" if meant else "")
        )
        for word in meant:
            st.button(plain(word), key=f"{key}-meant-{entry}-{word}", on_click=replace, args=(entry, entry.replace(wrong, word)))
    return False


def _others(words: Words, entry: str, key: str) -> None:
    """Entries that differ in their capitals alone have vectors of their own: each a button that puts it beside the one typed."""
    there = [word for word in words.cased(entry) if word not in st.session_state.get(key, [])]
    if not there:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f":material/match_case: “{plain(words.written(entry) or entry)}” is here with other capitals, too:", width="content")
        for word in there:
            st.button(plain(word), key=f"{key}-cased-{entry}-{word}", type="tertiary", on_click=_add, args=(key, word), help="Adds it.")


def opens_on(words: Words, default: Sequence[str]) -> list[str]:
    """The `default` entries that the embedding has; of one that has none of them, as many of its own first: words rather than signs where it has some."""
    there = [word for word in default if known(words, word)]
    first = offered(words)[:200]
    return there or ([word for word in first if len(word) > 3 and word.isalpha()] or first)[: len(default)]


def anew(words: Words, key: str, fits: Callable[[Any], bool], opening: Any) -> None:
    """Before a widget: where another embedding was chosen since, and what the widget holds does not fit it, it begins with `opening`."""
    before = st.session_state.get(f"_of_{key}")
    st.session_state[f"_of_{key}"] = words.digest
    if before not in (None, words.digest) and key in st.session_state and not fits(st.session_state[key]):
        st.session_state[key] = opening


def known(words: Words, entry: str) -> bool:
    """Whether the vocabulary has this word, or every word of this phrase."""
    try:
        words.composed(entry)
    except DataError:
        return False
    return True


def offered(words: Words) -> list[str]:
    """The most common words, without those that are hidden."""
    return _offered(words, words.digest)


@st.cache_resource(max_entries=4, show_spinner=False)
def _offered(_words: Words, digest: str) -> list[str]:
    return [word for row, word in enumerate(_words.vocabulary[:OFFERED]) if row not in _words.hidden]


def _replace(key: str, wrong: str, right: str) -> None:
    st.session_state[key] = list(dict.fromkeys(right if entry == wrong else entry for entry in st.session_state[key]))


def _add(key: str, word: str) -> None:
    st.session_state[key] = [*st.session_state[key], word]
