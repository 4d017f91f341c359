"""The word embedding association test: a published one, or with one's own lists."""

import streamlit as st

from mllab.charts.word_axes import axis_title
from mllab.charts.word_lanes import word_lanes
from mllab.embed import Words
from mllab.embed.axes import listed
from mllab.embed.bias import TESTS, Published, Weat, weat
from mllab.ui import chart, code, facts
from mllab.ui.words.listing import told_missing
from mllab.ui.words.loading import script
from mllab.ui.words.typed import anew, known, opens_on
from mllab.ui.words.worked import worked

OWN = "my own lists"
NAMES = {f"{test.number}. {test.X[0]} and {test.Y[0]}": test for test in TESTS}
ABOUT = "The ten tests of Caliskan, Bryson & Narayanan 2017, with their words, or lists of your own."
EFFECT = (
    "How far the two target lists stand apart in their association with the two attribute lists, in standard deviations. Above 0: the first "
    "goes with the first. 0.2 is called small, 0.5 medium, 0.8 large; 2 is the most."
)
P = "The share of ways to deal the target words into two lists of these sizes that come out at least as far apart. One-sided."
PUBLISHED = (
    "What the paper found in GloVe vectors of 840 billion words of the web; in word2vec vectors of Google News it was {word2vec:+.2f}. Words missing "
    "here make them less comparable."
)


def association(words: Words) -> None:
    """The test chosen, its two lists along the association, and the script."""
    with st.sidebar:
        names = [*NAMES, OWN]
        begin = names[0] if _has(words, names[0]) else OWN
        anew(words, "words_weat", lambda held: held == OWN or _has(words, held), begin)
        name = st.selectbox("Test", names, index=names.index(begin), key="words_weat", bind="query-params", help=ABOUT)
        test = NAMES.get(name or "") or _own(words)
    lists = [listed(part[1]) for part in (test.X, test.Y, test.A, test.B)]
    key = ("weat", words.digest, *map(tuple, lists))
    found = worked(key, "Dealing the words anew", lambda told: weat(words, lists[0], lists[1], lists[2], lists[3]))
    _figures(found, test)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _picture(found, test)
    with right:
        _said(words, found, test)
    code(script(words, _asked(lists, name), "from mllab.embed import bias"))


def _has(words: Words, name: str) -> bool:
    """Whether any word of a published test is there."""
    test = NAMES[name]
    return any(known(words, word) for part in (test.X, test.Y) for word in listed(part[1]))


def _own(words: Words) -> Published:
    """Four lists typed in; of an embedding of something else, at first of its own entries."""
    first = TESTS[6]
    asked = (("First targets", first.X), ("Second targets", first.Y), ("First attributes", first.A), ("Second attributes", first.B))
    there = any(known(words, word) for _, part in asked for word in listed(part[1]))
    own = opens_on(words, [""] * 12)
    typed = []
    for place, (label, (_, default)) in enumerate(asked):
        begin = default if there else ", ".join(own[place::4])
        key = f"words_weat_{label.lower().replace(' ', '_')}"
        anew(words, key, lambda held: any(known(words, word) for word in listed(held)), begin)
        text = st.text_area(label, begin, key=key, bind="query-params", height=90)
        typed.append((label.lower(), text))
    return Published(0, typed[0], typed[1], typed[2], typed[3], float("nan"), float("nan"))


def _figures(found: Weat, test: Published) -> None:
    tried = f"all {found.chance.partitions:,} ways" if found.chance.exact else f"{found.chance.partitions:,} ways drawn at random"
    p = f"{found.chance.p:.4f}" if found.chance.p >= 0.0001 else "< 0.0001"
    shown = [("Effect size", f"{found.effect:+.2f}", EFFECT), ("p", p, f"{P} Tried: {tried}.")]
    if test.number:
        shown.append(("As published", f"{test.effect:+.2f}", PUBLISHED.format(word2vec=test.word2vec)))
    facts(*shown)


def _picture(found: Weat, test: Published) -> None:
    n = len(found.first)
    groups = [(test.X[0], found.first, found.associations[:n]), (test.Y[0], found.second, found.associations[n:])]
    chart(
        word_lanes(groups, axis_title(test.B[0], test.A[0], "nearer to"), f"nearer to {test.A[0]} than to {test.B[0]}"),
        alt=f"Each word of {test.X[0]} and of {test.Y[0]} by how much nearer it is to {test.A[0]} than to {test.B[0]}; effect size {found.effect:+.2f}",
    )
    st.caption(
        "Each target word at its mean cosine with the one attribute list less that with the other; thick lines are the lists' means. "
        "The effect size is the distance between the means over the standard deviation of all."
    )


def _said(words: Words, found: Weat, test: Published) -> None:
    side = (test.A[0], test.B[0]) if found.effect >= 0 else (test.B[0], test.A[0])
    often = "seldom" if min(found.chance.p, 1 - found.chance.p) < 0.05 else "often enough"
    st.markdown(
        f"In this embedding, *{test.X[0]}* stand nearer to *{side[0]}*, and *{test.Y[0]}* nearer to *{side[1]}*, relative to each other. "
        f"Chance alone does that {often}."
    )
    given = sum(len(listed(part[1])) for part in (test.X, test.Y))
    left = len(found.first) + len(found.second)
    if left < 0.7 * given:
        st.warning(
            f"Only {left} of {given} target words are in this embedding: this is a smaller test than the one meant.",
            icon=":material/warning:",
        )
    told_missing(found.missing)


def _asked(lists: list[list[str]], name: str | None) -> str:
    body = "\n".join(f"{letter} = {words!r}" for letter, words in zip("XYAB", lists, strict=True))
    return f"{body}\nfound = bias.weat(words, X, Y, A, B)  # {name}\nprint(found.effect, found.chance)\nprint('missing:', found.missing)"
