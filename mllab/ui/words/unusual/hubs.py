"""Hubs: words that are everyone's neighbor, and words that are no one's."""

import numpy as np
import streamlit as st

from mllab.charts.ranges import ranges
from mllab.charts.word_counts import word_counts
from mllab.embed import Words
from mllab.embed.bias import Hubs
from mllab.embed.bias import hubs as find
from mllab.ui import chart, code, facts
from mllab.ui.words.loading import script
from mllab.ui.words.worked import worked

SHOWN = 20
SKEWNESS = (
    "How lopsided the counts are: 0 for even ones, above 1 for few words in many lists and many words in few. It grows with the number of "
    "directions that words spread in (Radovanovic, Nanopoulos & Ivanovic 2010)."
)


def hubs(words: Words) -> None:
    """How often each word is a neighbor, and the words that are it most often."""
    with st.sidebar:
        k = st.slider("Neighbors", 1, 50, 10, key="words_hub_k", bind="query-params", help="How many nearest words each list has.")
        stops = [n for n in (1_000, 2_000, 5_000, 10_000, 20_000) if n < len(words)] or [len(words)]
        among = st.select_slider(
            "Most common words",
            stops,
            min(10_000, stops[-1]),
            key="words_hub_n",
            bind="query-params",
            format_func="{:,}".format,
            help="Neighbors are searched among so many words.",
        )
    found = worked(("hubs", words.digest, k, among), "Searching everyone's neighbors", lambda told: find(words, int(k), int(among), told))
    _figures(found)
    left, right = st.columns([3, 2], gap="large")
    with left:
        chart(
            word_counts(found.counts, f"lists of {k} neighbors that a word is in", float(k), "the mean", log=True, whole=True, height=320),
            alt=f"How many words are in how many lists; skewness {found.skewness:.2f}",
        )
        st.caption(
            "Both ends matter: words far to the right turn up next to everything, words at 0 next to nothing. The upward scale is logarithmic."
        )
    with right:
        _top(words, found)
    code(
        script(
            words,
            f"found = bias.hubs(words, k={k}, among={among})\nprint(found.skewness, found.orphans)\nprint(found.top(words))",
            "from mllab.embed import bias",
        )
    )


def _figures(found: Hubs) -> None:
    facts(
        ("Skewness", f"{found.skewness:.2f}", SKEWNESS),
        ("By chance", f"{found.by_chance:.2f}", "What the skewness would be if every word drew its neighbors at random."),
        ("In most lists", f"{int(found.counts.max()):,}", f"The lists of the greatest hub; {found.k} is the mean."),
        ("In no list", f"{found.orphans:.1%}".replace("%", " %"), "Words that are no word's neighbor (anti-hubs)."),
    )


def _top(words: Words, found: Hubs) -> None:
    names, counts = zip(*found.top(words, SHOWN), strict=True)
    none = np.full(len(names), np.nan)
    chart(
        ranges(names, np.array(counts, float), none, none, "lists that it is in", bars=True, format=",.0f", wide=120),
        alt=f"The {len(names)} greatest hubs, {names[0]} first",
    )
    st.caption("A list of neighbors that these head says little: they are near to everything.")
