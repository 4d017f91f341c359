"""A second embedding to hold beside the first: another one that can be opened, or a changed copy of the first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from mllab import embed
from mllab.embed import Words
from mllab.embed.bias import DEFINITIONAL, debias
from mllab.embed.compare import fewer
from mllab.script import Script
from mllab.ui.words.loading import Source, opened, script
from mllab.ui.words.worked import worked

DEBIASED = "debiased"
ABOUT = (
    "What the embedding is compared with: another one, opened in the same way, or a changed copy of itself: with the direction from she to he taken "
    "out, or with fewer dimensions."
)
IMPORT = "from mllab.embed import bias, compare"


@dataclass(frozen=True, eq=False)
class Second:
    """The other `words`, and the lines of a script that make them as `other` once `words` are there."""

    words: Words
    script: Script


def choose_second(words: Words, sources: Mapping[str, Source]) -> Second:
    """In the sidebar: the other embedding, kept in the link. `sources` are those that can be opened, by their id."""
    copies = _copies(words)
    sources = {id: source for id, source in sources.items() if id != st.session_state.get("words_from", embed.DEFAULT)}
    titles = {id: source.title for id, source in sources.items()} | {id: says for id, (says, _, _) in copies.items()}
    with st.sidebar:
        id = st.selectbox(
            "Compared with", list(titles), format_func=lambda id: titles[id], key="words_second", bind="query-params", help=ABOUT
        )
    if id in sources:
        other = opened(sources[id])
        return Second(other, Script(f"first = words\n{script(other, '').body}\nother, words = words, first", script(other, "").imports))
    says, make, line = copies[str(id)]
    made = worked(("second", id, words.digest), f"Making the copy: {says}", lambda told: make())
    return Second(made, Script(f"other = {line}", (IMPORT,)))


def _copies(words: Words) -> dict[str, tuple[str, Callable[[], Words], str]]:
    """Changed copies of the embedding, by id: what is said of them, how they are made, and how a script makes them."""
    found: dict[str, tuple[str, Callable[[], Words], str]] = {}
    for dimensions in (100, 50, 20):
        if dimensions < words.dimension:
            says = f"Itself, {dimensions} of {words.dimension} dimensions"
            found[f"{dimensions}-dimensions"] = (says, lambda d=dimensions: fewer(words, d), f"compare.fewer(words, {dimensions})")  # type: ignore[misc]
    if any(words.find(low) is not None and words.find(high) is not None for low, high in DEFINITIONAL):
        found[DEBIASED] = ("Itself, debiased", lambda: debias(words).words, "bias.debias(words).words")
    return found
