"""Two embeddings: the same query in both, how well one turns onto the other, how many neighbors they share, and their scores on public tests."""

import streamlit as st

from mllab.embed import Words
from mllab.ui.words.compare.aligned import aligned
from mllab.ui.words.compare.beside import beside
from mllab.ui.words.compare.differing import differing
from mllab.ui.words.compare.evaluated import evaluated

WAYS = {"Side by side": beside, "Neighbors kept": differing, "Turned onto each other": aligned, "Public tests": evaluated}


def show(words: Words) -> None:
    """One comparison at a time; which one stays in the link."""
    names = list(WAYS)
    way = st.segmented_control(
        "Comparison", names, default=names[0], required=True, key="words_compare", bind="query-params", label_visibility="collapsed"
    )
    WAYS[way or names[0]](words)
