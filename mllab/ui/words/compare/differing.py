"""Words whose neighbors in two embeddings differ most."""

import numpy as np
import streamlit as st

from mllab.charts.word_counts import word_counts
from mllab.embed import Words
from mllab.embed.compare import Overlap, overlap
from mllab.script import Script
from mllab.ui import chart, code, facts, plain
from mllab.ui.words.chosen import sources
from mllab.ui.words.loading import script
from mllab.ui.words.second import choose_second
from mllab.ui.words.worked import worked

K = "How many nearest words of either embedding are compared. Large is steadier: Gonen, Jawahar, Seddah & Goldberg 2020 take 1,000."
MEAN = "The share of a word's nearest words that are the same in both, on average over the words."
SHOWN = 12


def differing(words: Words) -> None:
    """How many neighbors words keep from one embedding to the other, and the words that keep the fewest."""
    other = choose_second(words, sources())
    with st.sidebar:
        k = int(st.select_slider("Neighbors", [5, 10, 20, 50, 100, 200], 50, key="words_kept_k", bind="query-params", help=K))
        among = st.select_slider(
            "Most common words",
            [1_000, 2_000, 5_000, 10_000],
            5_000,
            key="words_kept_n",
            bind="query-params",
            format_func="{:,}".format,
            help="Of those that both have.",
        )
    key = ("overlap", words.digest, other.words.digest, k, among)
    found = worked(key, "Searching neighbors in both", lambda told: overlap(words, other.words, k, int(among), told))
    mean, chance = float(found.shares.mean()), found.chance
    facts(
        ("Neighbors kept", f"{mean:.0%}".replace("%", " %"), MEAN),
        ("By chance", f"{chance:.1%}".replace("%", " %"), "What would be kept if both drew their neighbors at random."),
        ("Words compared", f"{len(found.words):,}", "The most common words that both embeddings have."),
    )
    left, right = st.columns([2, 3], gap="large")
    with left:
        chart(
            word_counts(np.rint(found.shares * k), f"of {k} nearest words kept", mean * k, "the mean", whole=True, height=300),
            alt=f"How many of their {k} nearest words are kept; {mean:.0%} on average",
        )
        if mean > 0.97:
            st.caption("The two are nearly the same.")
    with right:
        _fewest(found, words, other.words)
    asked = f"found = compare.overlap(words, other, k={k}, among={among})\nprint(found.shares.mean(), [found.words[i] for i in found.differing()])"
    code(script(words, ""), other.script, Script(asked, ("from mllab.embed import compare",)))


def _fewest(found: Overlap, words: Words, other: Words) -> None:
    st.markdown("**The least alike**", help="The words that keep the fewest of their nearest words; of equals the more common first.")
    places = found.differing(SHOWN)
    lists = [found.lists(place, 6) for place in places]
    st.dataframe(
        {
            "word": [found.words[place] for place in places],
            "kept": [float(found.shares[place]) for place in places],
            "near in the first": [", ".join(first) for first, _ in lists],
            "near in the other": [", ".join(second) for _, second in lists],
        },
        hide_index=True,
        column_config={
            "kept": st.column_config.NumberColumn(format="percent", width="small"),
            "word": st.column_config.TextColumn(width="small"),
            "near in the first": st.column_config.TextColumn(help=words.name),
            "near in the other": st.column_config.TextColumn(help=other.name),
        },
    )
    st.caption(
        f"Near, that is, among the words compared. Of {plain(found.words[places[0]])} and the like ask whether the texts differ, or the method only."
    )
