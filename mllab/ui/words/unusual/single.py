"""The single-category association test: each word of a list by itself."""

import numpy as np
import streamlit as st

from mllab.charts.ranges import ranges
from mllab.charts.word_axes import axis_title
from mllab.embed import Words
from mllab.embed.axes import listed
from mllab.embed.bias import TESTS, SingleWeat, single_weat
from mllab.ui import chart, code
from mllab.ui.words.listing import pick_list, told_missing
from mllab.ui.words.loading import script
from mllab.ui.words.worked import worked

OWN = "my own"
SIDES = {
    f"{test.B[0]}, {test.A[0]} ({test.number})": (test.B, test.A) for test in (TESTS[6], TESTS[7], TESTS[0], TESTS[4], TESTS[5], TESTS[8])
}
ABOUT = "The two lists that every word is held against: those of Caliskan, Bryson & Narayanan 2017, or your own."
SURE = 0.05


def single(words: Words) -> None:
    """A dot per word at its effect size, in colour where chance would seldom do as much."""
    with st.sidebar:
        low, high = _sides()
        terms = pick_list(words, "words_sc_list", "occupations")
    if not terms:
        st.info("Choose a list, or type words to hold against the two sides.", icon=":material/balance:")
        return
    A, B = listed(high[1]), listed(low[1])
    found = worked(("sc", words.digest, *terms, "|", *A, "|", *B), "Dealing the words anew", lambda told: single_weat(words, terms, A, B))
    _picture(found, low[0], high[0])
    told_missing(found.missing)
    code(script(words, _asked(terms, A, B), "from mllab.embed import bias"))


def _sides() -> tuple[tuple[str, str], tuple[str, str]]:
    name = st.selectbox("Held against", [*SIDES, OWN], key="words_sc", bind="query-params", help=ABOUT)
    if name in SIDES:
        return SIDES[name]
    low, high = TESTS[6].B[1], TESTS[6].A[1]
    first = st.text_area("One side", low, key="words_sc_low", bind="query-params", height=90)
    second = st.text_area("Other side", high, key="words_sc_high", bind="query-params", height=90)
    return (next(iter(listed(first)), "one side"), first), (next(iter(listed(second)), "other side"), second)


def _picture(found: SingleWeat, low: str, high: str) -> None:
    order = np.argsort(-found.effects, kind="stable")
    none = np.full(len(order), np.nan)
    told = [f"p = {found.p[i]:.4f}, adjusted {found.adjusted[i]:.3f}" for i in order]
    chart(
        ranges(
            [found.words[i] for i in order],
            found.effects[order],
            none,
            none,
            axis_title(low, high, "effect size"),
            reference=0.0,
            marked=[bool(found.adjusted[i] < SURE) for i in order],
            told=told,
            format="+.2f",
            wide=130,
        ),
        alt=f"{len(order)} words by their association with {high} rather than {low}",
    )
    tried = "all ways" if found.exact else "20,000 ways drawn at random"
    st.caption(
        f"Mean cosine with *{high}* less that with *{low}*, over the standard deviation of all these cosines (Caliskan et al. 2017; SC-WEAT). In "
        f"colour: two-sided p below {SURE}, adjusted for looking at {len(order)} words (Benjamini & Hochberg 1995), from {tried} to deal the two lists."
    )


def _asked(terms: list[str], A: list[str], B: list[str]) -> str:
    return (
        f"terms = {terms!r}\nA = {A!r}\nB = {B!r}\nfound = bias.single_weat(words, terms, A, B)\n"
        "for word, effect, p in zip(found.words, found.effects, found.adjusted):\n"
        '    print(f"{word:20} {effect:+.2f}  adjusted p {p:.3f}")'
    )
