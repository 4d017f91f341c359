"""A sum of words: its arrows in a plane, the nearest words, and for an analogy three ways to solve it."""

from functools import partial

import streamlit as st

from mllab.charts.word_bars import word_bars
from mllab.charts.word_plane import ANSWER, TYPED, word_plane
from mllab.embed import Words
from mllab.embed.expression import as_analogy, parse, spoken
from mllab.ui import chart, code, plain
from mllab.ui.words.analogy.drawn import Drawing, chained, parallelogram
from mllab.ui.words.loading import script
from mllab.ui.words.roles import role
from mllab.ui.words.similar.nearest import choose_among
from mllab.ui.words.typed import anew, checked, known, opens_on

KEY = "words_sum"
OPENING = "king - man + woman"
EXAMPLES = (
    OPENING,
    "paris - france + japan",
    "walked - walk + go",
    "bigger - big + small",
    "puppy - dog + cat",
    "ocean + desert",
    "2 music - song",
)
METHODS = {
    "3CosAdd": "The cosine with the sum of the three unit vectors (Mikolov et al. 2013).",
    "3CosMul": "The cosines multiplied and divided instead of added, so that no single one outweighs the others (Levy and Goldberg 2014).",
    "pair direction": "The cosine of the step to the answer with the step given: only the direction counts, not how near the answer is (Levy and Goldberg 2014).",
}
HELP = "Signs between spaces, a number in front of a word is its weight: 2 paris - 0.5 new york + river."
INPUTS = "The nearest word to such a sum is often one of the words typed, so they are left out as a rule (Linzen 2016). See what happens when they are not."
FOUND, EACH = 12, 5


def arithmetic(words: Words) -> None:
    """The sum as typed, its picture, the answers and the script."""
    inputs, among = _settings(words)
    examples = _examples(words)
    anew(words, KEY, lambda held: all(known(words, word) for _, word in parse(held or "")), examples[0])
    text = st.text_input("Sum of words", examples[0], key=KEY, bind="query-params", help=HELP)
    with st.container(horizontal=True, gap="small"):
        for example in examples:
            if example != text:
                st.button(plain(example.replace("- ", "− ")), key=f"words-sum-{example}", type="tertiary", on_click=_take, args=(example,))
    terms = parse(text or "")
    told = [checked(words, word, KEY, partial(_replace, text)) for word in dict.fromkeys(word for _, word in terms)]
    if not all(told):
        return
    terms = [(weight, words.written(word) or word) for weight, word in terms]
    asked = as_analogy(terms)
    if asked is None:
        _sum(words, terms, among)
    else:
        _analogy(words, *asked, inputs, among)


def _settings(words: Words) -> tuple[bool, int | None]:
    with st.sidebar:
        inputs = st.toggle("Typed words may win", key="words_inputs", bind="query-params", help=INPUTS)
        return bool(inputs), choose_among(words)


def _examples(words: Words) -> list[str]:
    """Sums whose words are all there; of an embedding of something else, one of its own first entries."""
    there = [example for example in EXAMPLES if all(known(words, word) for _, word in parse(example))]
    first = opens_on(words, ("", "", ""))
    return there or [spoken([(weight, word) for weight, word in zip((1, -1, 1), first, strict=False)])]


def _take(text: str) -> None:
    st.session_state[KEY] = text


def _replace(text: str, wrong: str, right: str) -> None:
    st.session_state[KEY] = spoken([(weight, right if word == wrong else word) for weight, word in parse(text)])


def _analogy(words: Words, a: str, b: str, c: str, inputs: bool, among: int | None) -> None:
    answers = {method: words.analogy(a, b, c, EACH, method, inputs, among) for method in METHODS}  # type: ignore[arg-type]
    first = answers["3CosAdd"]
    _headline([(1, b), (-1, a), (1, c)], first)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _picture(parallelogram(words, a, b, c, first), f"the step from {a} to {c}, taken from {b}, and the words near its end")
        _without(words, a, b, c, among)
    with right:
        for method, found in answers.items():
            st.markdown(f"**{method[:1].upper()}{method[1:]}**", help=METHODS[method])
            _bars(words, found, {a, b, c}, f"words-{method}")
    options = f"{', inputs=True' if inputs else ''}{f', among={among}' if among else ''}"
    code(
        script(
            words,
            f"for method in {list(METHODS)!r}:  # {a} is to {b} as {c} is to ...\n"
            f"    print(method, words.analogy({a!r}, {b!r}, {c!r}, n={EACH}, method=method{options}))",
        )
    )


def _sum(words: Words, terms: list[tuple[float, str]], among: int | None) -> None:
    found = words.sum(terms, FOUND, among)
    _headline(terms, found)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _picture(chained(words, terms, found), f"the words of {spoken(terms)} as arrows, one after the other")
    with right:
        st.markdown("**Nearest to the sum**", help="By cosine; the words of the sum are left out.")
        _bars(words, found, set(), "words-sum-bars")
    code(
        script(
            words,
            f"for word, score in words.sum({terms!r}, n={FOUND}{f', among={among}' if among else ''}):\n    print(word, round(score, 4))",
        )
    )


def _headline(terms: list[tuple[float, str]], found: list[tuple[str, float]]) -> None:
    answer = f" ≈ **{plain(found[0][0])}**" if found else ""
    st.markdown(f"#### {plain(spoken(terms).replace('- ', '− '))}{answer}", anchors=False)


def _picture(drawing: Drawing, alt: str) -> None:
    chart(
        word_plane(drawing.words, drawing.positions, drawing.roles, drawing.figures, "cosine with the sum", drawing.arrows, drawing.axes),
        key="words_plane",
        alt=alt[:1].upper() + alt[1:],
    )
    st.caption(drawing.said)


def _bars(words: Words, found: list[tuple[str, float]], typed: set[str], key: str) -> None:
    names = [name for name, _ in found]
    figures = [figure for _, figure in found]
    roles = [TYPED if name in typed else role(words, name) if place else ANSWER for place, name in enumerate(names)]
    chart(word_bars(names, figures, roles), key=key, alt=f"The answers: {', '.join(names)}")


def _without(words: Words, a: str, b: str, c: str, among: int | None) -> None:
    """What would be the answer if the words typed could win."""
    openly = words.analogy(a, b, c, 1, "3CosAdd", True, among)[0][0]
    if openly in {a, b, c}:
        st.caption(
            f"If typed words could win, the answer would be **{plain(openly)}** itself: the step is short, and the sum stays nearest to where it "
            "began. Leaving them out is the known trick of every analogy test (Linzen 2016).",
            help=INPUTS,
        )
    else:
        st.caption(f"Even if typed words could win, the answer would be **{plain(openly)}** (Linzen 2016).", help=INPUTS)
