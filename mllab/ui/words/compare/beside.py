"""The same query in two embeddings, beside each other."""

import streamlit as st

from mllab.charts.word_bars import word_bars
from mllab.charts.word_plane import ANSWER, NEAR
from mllab.embed import Words
from mllab.embed.compare import Alignment, align
from mllab.errors import DataError
from mllab.script import Script
from mllab.ui import chart, code, plain
from mllab.ui.words.chosen import sources
from mllab.ui.words.loading import called, script
from mllab.ui.words.second import choose_second
from mllab.ui.words.typed import known, type_words
from mllab.ui.words.worked import worked


def beside(words: Words) -> None:
    """The nearest words of both, those that are in both lists in colour."""
    other = choose_second(words, sources())
    with st.sidebar:
        n = int(
            st.slider("Neighbors", 5, 40, 12, key="words_beside_n", bind="query-params", help="How many of the nearest words are shown.")
        )
    query = type_words(words, "words_beside", called(words).capitalize(), ("bank",))
    if not query:
        st.info("Type a word to see its neighbors in both embeddings.", icon=":material/compare:")
        return
    lacking = [entry for entry in query if not known(other.words, entry)]
    if lacking:
        st.info(f"{plain(other.words.name)} does not have {', '.join(map(plain, lacking))}. Type another word.", icon=":material/info:")
        return
    first, second = words.similar(query, n), other.words.similar(query, n)
    both = {word for word, _ in first} & {word for word, _ in second}
    st.markdown(f"**{len(both)} of {n}** neighbors are the same: those in green.")
    columns = st.columns(2, gap="large")
    for column, source, found in zip(columns, (words, other.words), (first, second), strict=True):
        with column:
            _bars(source.name, found, both, query)
    _carried(words, other.words, query, n)
    asked = f"for source in (words, other):\n    print(source.name, source.similar({query!r}, n={n}))"
    code(script(words, ""), other.script, Script(asked))


def _bars(name: str, found: list[tuple[str, float]], both: set[str], query: list[str]) -> None:
    st.markdown(f"*{plain(name)}*")
    if not found:
        st.caption("No neighbors here.")
        return
    names, scores = zip(*found, strict=True)
    chart(
        word_bars(names, scores, [ANSWER if word in both else NEAR for word in names], f"cosine to {', '.join(query)}"),
        alt=f"The words nearest to {', '.join(query)} in {name}",
    )


def _carried(words: Words, other: Words, query: list[str], n: int) -> None:
    """Where the query's place in the first embedding lies in the second, once that is turned onto it."""
    turned: Alignment | None
    try:
        turned = worked(("align", words.digest, other.digest), "Turning one onto the other", lambda told: align(words, other))
    except DataError:
        turned = None  # too few shared words: `aligned` says so at length
    if turned is None:
        return
    place = words.vector([(1.0, entry) for entry in query])
    found = other.similar(turned.carry(place), n)
    st.caption(
        f"The place of {plain(', '.join(query))} in {plain(words.name)}, turned into {plain(other.name)}, is nearest to "
        f"{', '.join(plain(word) for word, _ in found[:8])}."
    )
