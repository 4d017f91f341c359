"""Which words are on the map: the most common ones, those around a word, or a list."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from mllab.embed import Words
from mllab.errors import DataError
from mllab.ui.show import plain
from mllab.ui.words.loading import called
from mllab.ui.words.typed import type_words

COMMON, AROUND, LISTED = "the most common", "around a word", "a list"
WAYS = (COMMON, AROUND, LISTED)
STOPS = (500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
FIRST = 2_000
NEAR = (50, 100, 200, 500, 1_000, 2_000)
ABOUT = "Rows stand in order of frequency where the source has one. Around a word: its nearest by cosine. A list: the words that you type or isolate."


@dataclass(frozen=True, eq=False)
class Taken:
    """The `rows` (n,) of the words on the map, ascending, and what they are; `middle` is the word that they were taken around."""

    rows: np.ndarray
    says: str
    middle: str = ""


def choose_taken(words: Words) -> Taken:
    """In the sidebar; all of it stays in the link. Raises DataError for a list of fewer than three words."""
    with st.sidebar:
        way = st.selectbox(called(words).capitalize(), WAYS, key="words_taken", bind="query-params", help=ABOUT)
        if way == AROUND:
            return _around(words)
        if way == LISTED:
            return _listed(words)
        stops = [n for n in STOPS if n < len(words)]
        named = {f"{n:,}": n for n in stops} | {f"all {len(words):,}": len(words)}
        begin = list(named.values()).index(FIRST) if FIRST in stops else len(named) - 1
        many = st.selectbox("How many", list(named), index=begin, key="words_many", bind="query-params", help="More words take longer.")
    rows = np.array([row for row in range(named[many]) if row not in words.hidden], np.int64)
    return Taken(rows, f"the {len(rows):,} most common words" if called(words) == "words" else f"{len(rows):,} {called(words)}")


def _around(words: Words) -> Taken:
    typed = type_words(words, "words_middle", "Around", ("music",), "The word or phrase in the middle; of several, their mean.", 5)
    n = st.select_slider("How many", NEAR, 200, key="words_near", bind="query-params", help="The nearest words by cosine.")
    if not typed:
        raise DataError("Type the word whose neighborhood is to be mapped.")
    found = [word for word, _ in words.similar(typed, int(n))]
    own = [part for entry in typed for part in (words.composed(entry) or (entry,))]
    return Taken(_rows(words, [*own, *found]), f"{n:,} words around {', '.join(typed)}", ", ".join(typed))


def _listed(words: Words) -> Taken:
    text = st.text_area(
        "List", "one two three four five red green blue yellow black dog cat horse cow sheep", key="words_these", bind="query-params",
        help="Words with spaces between them, or commas where a name has several words.",
    )  # fmt: skip
    parts = (text or "").split(",") if "," in (text or "") else (text or "").split()
    typed = list(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))
    there = [word for word in typed if words.find(word) is not None]
    if len(there) < len(typed):
        st.caption(f"Not in this embedding, and left out: {plain(', '.join(word for word in typed if words.find(word) is None)[:300])}")
    if len(there) < 3:
        raise DataError("A map needs at least three words. Type more of them into the list at the side.")
    return Taken(_rows(words, there), f"{len(there):,} words of a list")


def _rows(words: Words, named: list[str]) -> np.ndarray:
    return np.unique(np.array([words.row(word) for word in named], np.int64))


def isolate(named: list[str]) -> None:
    """In a callback: map these words alone. The box with the list writes into the link by itself only once it is shown."""
    listed = st.session_state.get("words_taken") == LISTED
    st.session_state["words_taken"] = LISTED
    st.session_state["words_these"] = ", ".join(named)
    if not listed:
        st.query_params["words_these"] = ", ".join(named)
