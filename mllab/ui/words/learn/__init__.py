"""Learn: words learned here, from one's own text or a shipped one, and watched while they are."""

import streamlit as st

from mllab.embed import Words
from mllab.embed.learn import LEARNERS, Rules
from mllab.ui.chosen import choose_seed
from mllab.ui.code import code
from mllab.ui.knobs import choose, tune
from mllab.ui.words.learn.bring import bring
from mllab.ui.words.learn.text import choose_text
from mllab.ui.words.learn.work import Asked, work

DEFAULT = "word2vec skip-gram"
RULES = "words_rules"


def show(words: Words) -> None:
    """At the side the text and the method, in the middle what is learned; the embedding that is open plays no part."""
    with st.sidebar:
        text = choose_text()
        bring()
        with st.expander("How the text is read", expanded=any(key.startswith(RULES) for key in st.query_params)):
            rules = tune(Rules, RULES)
        learner = choose(LEARNERS, key="words_learner", default=DEFAULT, label="Learned by")
        seed = choose_seed()
    work(Asked(text, rules, learner, int(seed)))
    code(Asked(text, rules, learner, int(seed)).script(), name="learn_words.py")
