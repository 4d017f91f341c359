"""Debiasing before and after, and what it leaves."""

import numpy as np
import streamlit as st

from mllab.charts.ranges import ranges
from mllab.charts.word_axes import axis_title
from mllab.charts.word_shift import word_shift
from mllab.embed import Words
from mllab.embed.axes import given
from mllab.embed.bias import Debiased, Remains, debias, interval, remains
from mllab.ui import chart, code, plain
from mllab.ui.words.listing import pick_list, told_missing
from mllab.ui.words.loading import script
from mllab.ui.words.worked import worked

ENDS = ("she", "he")
METHOD = (
    "Bolukbasi et al. 2016: the direction that pairs such as she-he differ in most is taken out of every word that does not mean the difference "
    "(neutralize), and pairs such as grandmother-grandfather are put equally far to both sides (equalize)."
)
FINDING = (
    "Gonen & Goldberg 2019: words that leaned to one side before still lie together after. A classifier that has seen some of them tells the "
    "others' side without the direction itself."
)
SIDE = "How many words that leaned furthest to either side the classifier has to tell apart."


def debiasing(words: Words) -> None:
    """A list's places before and after, the classifier's accuracy, and a word's neighbors."""
    with st.sidebar:
        terms = pick_list(words, "words_debias_list", "occupations")
        n = st.select_slider("Words a side", [50, 100, 200, 500], 500, key="words_debias_n", bind="query-params", help=SIDE)
    made = worked(("debias", words.digest), "Taking the direction out", lambda told: debias(words))
    left, right = st.columns(2, gap="large")
    with left:
        leaning = _moved(words, made, terms)
    with right:
        found = worked(("remains", words.digest, n), "Telling the sides apart", lambda told: remains(words, made, int(n), told=told))
        _told_apart(found)
        if leaning:
            _company(words, made, leaning)
    code(script(words, _asked(int(n)), "from mllab.embed import bias"))


def _moved(words: Words, made: Debiased, terms: list[str]) -> str:
    """The list along the direction; gives the word that leaned furthest."""
    st.markdown("**What it does**", help=METHOD)
    before, after = given(words, terms), given(made.words, terms)
    both = [i for i, word in enumerate(before.words) if word in after.words]
    if not both:
        st.info("Choose a list, or type words, to see where they stood and stand.", icon=":material/linear_scale:")
        return ""
    names = [before.words[i] for i in both]
    old, new = before.unit[both] @ made.direction, after.unit[[after.words.index(name) for name in names]] @ made.direction
    order = np.argsort(-old, kind="stable")
    chart(
        word_shift([names[i] for i in order], old[order], new[order], axis_title(*ENDS, "cosine with the direction")),
        alt=f"{len(names)} words along the direction from she to he, before debiasing and at 0 after it",
    )
    st.caption(
        f"{made.neutralized:,} words were neutralized and {len(made.equalized)} pairs equalized. The direction holds {made.explained[0]:.0%} of what ".replace(
            "%", " %"
        )
        + f"the {len(made.explained)} defining pairs differ in; the rest is still there."
    )
    told_missing(before.missing)
    return names[int(np.argmax(np.abs(old)))]


def _told_apart(found: Remains) -> None:
    st.markdown("**What it leaves**", help=FINDING)
    n = len(found.low) + len(found.high)
    scores = [float(part.mean()) for part in (found.before, found.after, found.chance)]
    ends = np.array([interval(score, n) for score in scores])
    chart(
        ranges(
            ["before", "after debiasing", "after, sides shuffled"],
            np.array(scores),
            ends[:, 0],
            ends[:, 1],
            "told apart rightly",
            reference=0.5,
            format=".1%",
            domain=(0.4, 1.0),
            wide=150,
        ),
        alt=f"Told apart rightly: {scores[0]:.0%} before, {scores[1]:.0%} after, {scores[2]:.0%} with shuffled sides",
    )
    st.markdown(
        (
            f"The {len(found.low)} words that leaned furthest to either side are still told apart **{scores[1]:.0%}** of the time after their lean "
            f"was taken to zero ({scores[0]:.0%} before; a coin: 50%). Two groups found without any labels match the sides at {found.clusters[1]:.0%} "
            f"({found.clusters[0]:.0%} before)."
        ).replace("%", " %")
    )
    st.caption(
        "Accuracy of a support vector machine on words that it has not seen, 5-fold cross-validation, 95 % interval. The sides: "
        f"*{', '.join(map(plain, found.low[:6]))}* … and *{', '.join(map(plain, found.high[:6]))}* …; names and forms of one word are among them."
    )


def _company(words: Words, made: Debiased, word: str) -> None:
    """The neighbors of one word, which hardly change: that is what the classifier reads."""
    lists = [[name for name, _ in source.similar(word, 10)] for source in (words, made.words)]
    stayed = set(lists[0]) & set(lists[1])
    st.markdown(f"**The company of “{plain(word)}”** keeps {len(stayed)} of 10")
    for says, names in zip(("before", "after"), lists, strict=True):
        st.caption(f"{says}: {', '.join(plain(name) if name in stayed else f'*{plain(name)}*' for name in names)}")


def _asked(n: int) -> str:
    return (
        "debiased = bias.debias(words)\n"
        f"left = bias.remains(words, debiased, n={n})\n"
        'print(f"told apart before {left.before.mean():.3f}, after {left.after.mean():.3f}, by chance {left.chance.mean():.3f}")'
    )
