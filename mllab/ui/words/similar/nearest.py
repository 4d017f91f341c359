"""The words nearest to what was typed: as bars, and where they stand around it."""

import numpy as np
import streamlit as st

from mllab.charts.word_bars import word_bars
from mllab.charts.word_plane import SUM, TYPED
from mllab.charts.word_rings import word_rings
from mllab.embed import Words
from mllab.embed.around import around
from mllab.embed.search import Measure
from mllab.ui import chart, code
from mllab.ui.words.follow import follow
from mllab.ui.words.loading import called, one_of, script
from mllab.ui.words.pictures import strip
from mllab.ui.words.roles import role
from mllab.ui.words.typed import type_words

KEY = "words_query"
OPENING = ("ocean",)
MEASURES: dict[str, Measure] = {"cosine": "cosine", "dot product": "dot", "Euclidean distance": "euclidean"}
ABOUT = (
    "Cosine: how alike the directions are, 1 for the same. Dot product: long vectors count more, and length often goes with how common a "
    "word is. Euclidean: the distance, 0 for the same."
)
FORMS = "Off leaves out other forms of the same word, such as its plural, by the rules of English spelling."
AMONG = "Looks for neighbors among the most common words only; rows stand in order of frequency where the source has one."
DRAWN = 40


def nearest(words: Words) -> None:
    """A query, its neighbors as bars and in a plane, and the script."""
    measure, forms, n, among = _settings(words)
    query = type_words(words, KEY, called(words).capitalize(), OPENING)
    if not query:
        st.info(
            f"Type a {one_of(words)} to see which {called(words)} are like it; several are taken as their mean.", icon=":material/search:"
        )
        return
    found = words.similar(query, n, MEASURES[measure], forms, among)
    if not found:
        st.caption(f"No {called(words)} are left to be found. Look among more of them.")
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        _rings(words, query, found)
    with right:
        _bars(words, query, found, measure)
    strip(words, [*query, *(word for word, _ in found)])
    code(script(words, _asked(query, n, MEASURES[measure], forms, among)))


def _settings(words: Words) -> tuple[str, bool, int, int | None]:
    with st.sidebar:
        measure = st.selectbox("Measure", list(MEASURES), key="words_measure", bind="query-params", help=ABOUT)
        n = st.slider("Neighbors", 5, DRAWN, 12, key="words_n", bind="query-params", help="How many of the nearest are shown.")
        forms = st.toggle("Forms of the word itself", True, key="words_forms", bind="query-params", help=FORMS)
        among = choose_among(words)
    return measure, bool(forms), int(n), among


def choose_among(words: Words) -> int | None:
    """How many of the most common words are looked at; None for all."""
    stops = [n for n in (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000) if n < len(words)]
    named = {f"{n:,} most common": n for n in stops}
    said = st.selectbox("Among", [f"all {called(words)}", *named], key="words_among", bind="query-params", help=AMONG)
    return named.get(said)


def _rings(words: Words, query: list[str], found: list[tuple[str, float]]) -> None:
    """The query in the middle, its neighbors around it; of several query words their mean is the middle."""
    many = len(query) > 1
    middle = words.vector([(1.0, entry) for entry in query])
    near = [word for word, _ in found]
    names = [*(query if many else []), *near]
    laid = around(middle, np.stack([words.vector([(1.0, name)]) for name in names]))
    chart(
        word_rings(
            ["mean" if many else query[0], *names],
            np.vstack([np.zeros((1, 2)), laid.positions]),
            [SUM if many else TYPED, *([TYPED] * len(query) if many else []), *(role(words, word) for word in near)],
            [1.0, *laid.cosines],
            [(a + 1, b + 1) for a, b in laid.links],
        ),
        key="words_rings",
        on_select=lambda: follow("words_rings", KEY, words),
        alt=f"{', '.join(query)} in the middle, {len(near)} neighbors around, nearer ones further in",
    )
    st.caption(
        f"How far out a {one_of(words)} stands is exact, its cosine is on the rings; lines join {called(words)} that are more alike than either is to the "
        "middle. "
        f"Click a {one_of(words)} to go to it.",
        help="The side on which a word stands comes from the plane that fits the neighbors best: words on one side are alike, but that is not exact.",
    )


def _bars(words: Words, query: list[str], found: list[tuple[str, float]], measure: str) -> None:
    names, figures = zip(*found, strict=True)
    chart(
        word_bars(names, figures, [role(words, name) for name in names], f"{measure} to {plain_list(query)}"),
        key="words_near_bars",
        on_select=lambda: follow("words_near_bars", KEY, words),
        alt=f"The {called(words)} nearest to {', '.join(query)} with their {measure}",
    )


def plain_list(query: list[str]) -> str:
    """The query on one line."""
    return query[0] if len(query) == 1 else f"the mean of {', '.join(query)}"


def _asked(query: list[str], n: int, measure: str, forms: bool, among: int | None) -> str:
    options = [f"n={n}"]
    options += [f"measure={measure!r}"] if measure != "cosine" else []
    options += ["forms=False"] if not forms else []
    options += [f"among={among}"] if among else []
    return f"for word, score in words.similar({query[0] if len(query) == 1 else query!r}, {', '.join(options)}):\n    print(word, round(score, 4))"
