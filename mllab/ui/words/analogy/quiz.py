"""A quiz: the reader guesses before the embedding answers, and both are marked."""

from functools import partial

import streamlit as st

from mllab.charts.word_bars import word_bars
from mllab.charts.word_plane import ANSWER, TYPED
from mllab.embed import Words
from mllab.ui import chart, code, plain
from mllab.ui.words.analogy.questions import Question, questions
from mllab.ui.words.loading import script
from mllab.ui.words.roles import role
from mllab.ui.words.typed import known

KEY = "words_quiz"
MARKS = "_words_marks"  # of this session: question -> (reader right, embedding right)
FEWEST, RANKED, SHOWN = 2, 200, 8


def quiz(words: Words) -> None:
    """One question at a time; its number stays in the link."""
    asked = [one for one in questions() if all(known(words, word) for word in one.words)]
    if len(asked) < FEWEST:
        st.info("The quiz asks about English words, and this embedding has too few of them.", icon=":material/quiz:")
        return
    number = st.number_input(
        f"Question, of {len(asked)}",
        1,
        len(asked),
        1,
        key=KEY,
        bind="query-params",
        help="The same number asks the same question.",
        width=180,
    )
    question = asked[int(number) - 1]
    a, b, c, _ = question.words
    st.markdown(f"#### {plain(a)} is to {plain(b)} as {plain(c)} is to …", anchors=False)
    told = f"_words_told_{words.digest}_{number}"
    if told not in st.session_state:
        _guessing(told, question)
    else:
        _told(words, question, st.session_state[told], int(number), len(asked))
    _marks(words)


def _guessing(told: str, question: Question) -> None:
    with st.form(f"guess-{told}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Your guess", key=f"{told}_guess", placeholder="a word", width=320)
        st.form_submit_button("Show the answer", icon=":material/visibility:", on_click=partial(_reveal, told), type="primary")
    st.caption(f"From the section “{plain(question.section)}”. Guess first; the embedding answers when you have.")


def _reveal(told: str) -> None:
    st.session_state[told] = " ".join(str(st.session_state.get(f"{told}_guess", "")).casefold().split())


def _told(words: Words, question: Question, guess: str, number: int, of: int) -> None:
    a, b, c, wanted = question.words
    found = words.analogy(a, b, c, RANKED)
    best = found[0][0]
    st.session_state.setdefault(MARKS, {}).setdefault(words.digest, {})[number] = (guess == wanted, best == wanted)
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.markdown(f"{_mark(guess == wanted)} You: **{plain(guess) or 'no guess'}**{_place(found, guess)}")
        st.markdown(f"{_mark(best == wanted)} The embedding: **{plain(best)}**")
        st.markdown(f":material/menu_book: Wanted: **{plain(wanted)}**{_place(found, wanted)}")
        st.button("Next question", icon=":material/arrow_forward:", on_click=_next, args=(number, of), type="primary")
    with right:
        shown = found[:SHOWN]
        roles = [ANSWER if word == wanted else TYPED if word == guess else role(words, word) for word, _ in shown]
        chart(
            word_bars([word for word, _ in shown], [score for _, score in shown], roles, f"cosine with {b} - {a} + {c}"),
            key="words-quiz",
            alt=f"What the embedding answers: {', '.join(word for word, _ in shown)}",
        )
    code(script(words, f"print(words.analogy({a!r}, {b!r}, {c!r}))  # wanted: {wanted}"))


def _mark(right: bool) -> str:
    return ":material/check_circle:" if right else ":material/cancel:"


def _place(found: list[tuple[str, float]], word: str) -> str:
    """Where a word stands among the answers."""
    if not word:
        return ""
    place = next((place for place, (one, _) in enumerate(found, 1) if one == word), None)
    return f", number {place} of its answers" if place else f", not among its first {RANKED} answers"


def _next(number: int, of: int) -> None:
    st.session_state[KEY] = number % of + 1


def _marks(words: Words) -> None:
    marks = list(st.session_state.get(MARKS, {}).get(words.digest, {}).values())
    if marks:
        you, it = (sum(pair[at] for pair in marks) for at in (0, 1))
        st.caption(f"So far, of {len(marks)}: you {you}, the embedding {it}.")
