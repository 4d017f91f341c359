"""What is selected on the map of words: what these words have in common, and the direction on which they differ most."""

import numpy as np
import streamlit as st

from mllab.charts.word_bars import word_bars
from mllab.charts.word_plane import TYPED
from mllab.embed import Words
from mllab.script import Script
from mllab.ui import chart, plain
from mllab.ui.map.shown import View
from mllab.ui.words.map.chosen import WordsChosen
from mllab.ui.words.map.taken import isolate
from mllab.ui.words.roles import role

NEAR, LISTED, ENDS = 12, 300, 6
MOST_ISOLATED = 400  # words that a link has room for
CHANCE = 200  # words drawn at random to compare the selection with


def show(view: View) -> Script:
    """The selection and the word last clicked; what to do when there is neither. Gives what finds the same in a script, `words` at hand."""
    chosen = view.chosen
    if not isinstance(chosen, WordsChosen) or chosen.words is None or chosen.taken is None:
        return Script()
    picked, words = view.picked, chosen.words
    if picked.rows is None and picked.clicked is None:
        st.caption(
            "Choose the lasso above the map and draw around some words to see what unites them, or click a word for its nearest ones in the "
            "original space."
        )
        return Script()
    asked = Script()
    if picked.rows is not None:
        asked += _united(words, chosen.taken.rows[picked.rows])
    if picked.clicked is not None:
        asked += _clicked(words, int(chosen.taken.rows[picked.clicked]))
    return asked


def _united(words: Words, rows: np.ndarray) -> Script:
    named = [words.vocabulary[int(row)] for row in rows]
    unit = words.units(rows)
    middle = unit.mean(axis=0)
    tight, chance = _alike(unit), _alike(words.units(_some(words)))
    st.markdown(
        f"**{len(rows):,} words selected**, alike by {tight:.2f}",
        help=f"The mean cosine of two of them. Two words drawn at random have {chance:.2f} in this embedding.",
    )
    near, axis, listed = st.columns([2, 2, 2], gap="large")
    with near:
        st.markdown("**What unites them**", help="The words nearest to the mean of the selection in the original space, selected or not.")
        found = words.similar(middle, NEAR)
        inside = set(named)
        chart(
            word_bars([word for word, _ in found], [score for _, score in found], [_told(words, word, inside) for word, _ in found]),
            key="words_united",
            alt=f"The words nearest to the middle of the selection: {', '.join(word for word, _ in found)}",
        )
        st.caption("Dark: selected.")
    with axis:
        _differ(named, unit - middle)
    with listed:
        _list(named)
    return Script(
        f"selection = words.units({rows.tolist()})\nfor word, score in words.similar(selection.mean(axis=0), n={NEAR}):\n    print(word, round(score, 4))"
    )


def _alike(unit: np.ndarray) -> float:
    """The mean cosine of two different rows."""
    n = len(unit)
    return float(((unit.sum(axis=0) ** 2).sum() - (unit**2).sum()) / (n * (n - 1))) if n > 1 else 1.0


def _some(words: Words) -> np.ndarray:
    return np.sort(np.random.default_rng(0).choice(len(words), min(CHANCE, len(words)), replace=False))


def _told(words: Words, word: str, inside: set[str]) -> str:
    return TYPED if word in inside else role(words, word)


def _differ(named: list[str], away: np.ndarray) -> None:
    """The direction on which the selected words differ most, told by the words at its ends."""
    st.markdown(
        "**What parts them**",
        help="The direction along which they differ most (their first principal component), told by the words at its ends.",
    )
    if len(named) < 3:
        st.caption("Select at least three words.")
        return
    _, strengths, turned = np.linalg.svd(away, full_matrices=False)
    places = away @ turned[0]
    order = np.argsort(places, kind="stable")
    share = float(strengths[0] ** 2 / (strengths**2).sum()) if strengths.any() else 0.0
    many = min(ENDS, len(named) // 2)
    st.markdown(f":material/arrow_back: {plain(', '.join(named[i] for i in order[:many]))}")
    st.markdown(f":material/arrow_forward: {plain(', '.join(named[i] for i in order[::-1][:many]))}")
    st.caption(f"This direction carries {share:.0%} of their differences.".replace("%", " %"))


def _list(named: list[str]) -> None:
    st.markdown("**The words**")
    st.caption(plain(", ".join(named[:LISTED])) + (f" and {len(named) - LISTED:,} more" if len(named) > LISTED else ""))
    st.button(
        "Map these alone",
        key="words_isolate",
        icon=":material/filter_center_focus:",
        on_click=isolate,
        args=(named,),
        disabled=not 3 <= len(named) <= MOST_ISOLATED,
        help=f"A map of these words only, up to {MOST_ISOLATED}, kept in the link.",
    )


def _clicked(words: Words, row: int) -> Script:
    """The nearest words of the one that was clicked, in the original space."""
    word = words.vocabulary[row]
    st.markdown(f"**Nearest to {plain(word)}** in the original space")
    found = words.similar(word, NEAR)
    left, _ = st.columns([2, 3])
    with left:
        chart(
            word_bars([name for name, _ in found], [score for _, score in found], [role(words, name) for name, _ in found]),
            key="words_clicked",
            alt=f"The words nearest to {word}",
        )
    return Script(f"print(words.similar({word!r}, n={NEAR}))")
