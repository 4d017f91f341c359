"""Which words are alike: the nearest to a word, two lists against each other, and the one that does not belong."""

import streamlit as st

from mllab.embed import Words
from mllab.ui.words.similar.heat import heat
from mllab.ui.words.similar.nearest import nearest
from mllab.ui.words.similar.odd import odd

WAYS = {"Nearest words": nearest, "Heat map": heat, "Odd one out": odd}


def show(words: Words) -> None:
    """One way to look at similarity at a time; which one stays in the link."""
    names = list(WAYS)
    way = st.segmented_control(
        "Way", names, default=names[0], required=True, key="words_way", bind="query-params", label_visibility="collapsed"
    )
    WAYS[way or names[0]](words)
