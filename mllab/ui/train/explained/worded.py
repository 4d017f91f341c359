"""The words of a model that adds words up: which speak for a class and which against it, and a text with its words marked."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mllab.charts.weighed_words import AGAINST, FOR, weighed_words
from mllab.models.explain import Words, added, marked, words
from mllab.models.fitted import Fitted
from mllab.ui import chart, plain
from mllab.ui.train.explained.judged import class_box, named, positive
from mllab.ui.train.explained.row import choose_row
from mllab.ui.train.final import final
from mllab.ui.train.view import View

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 15
MODELS = (
    "TF-IDF + linear", "multinomial naive Bayes", "logistic regression", "ridge", "lasso", "elastic net", "linear regression",
    "Poisson regression", "gamma regression", "quantile regression",
)  # fmt: skip
ABOUT = (
    "What one more unit of a word adds to the log-odds of the class, or to the number: a count, or with TF-IDF a text of nothing but that word. In naive Bayes it is the log "
    "of how many times as frequent the word is in the class. What a word says is what it says in these texts, not what it means."
)
FAINT = 0.25  # of the strongest word: what adds less stays unmarked
TINTS = ("orange", "blue")  # for and against, as in the bars


@dataclass(frozen=True, eq=False)
class Side:
    """The weights (m,) as they are looked at: `row` of the model's, turned by `sign`, so that more speaks for `what`, less for `other`."""

    weights: np.ndarray = field(repr=False)
    row: int
    sign: float
    code: int
    what: str
    other: str


def has(view: View) -> bool:
    """Whether the model looked at gives words weights."""
    return view.task.text == "words" and view.chosen is not None and view.chosen.model.name in MODELS


def show(view: View) -> None:
    """The strongest words to both sides, and below them one text."""
    fitted = final(view)
    found = _words(view, fitted, view.token)
    if found is None:
        st.info("No column of this task is read as words.", icon=":material/info:")
        return
    side = _side(view, fitted, found)
    known = np.flatnonzero(np.isfinite(side.weights))
    order = known[np.argsort(-side.weights[known], kind="stable")]
    most = float(np.abs(side.weights[known]).max() or 1.0)
    left, right = st.columns(2, gap="large")
    sides = ((left, order[:SHOWN], side.what, 1.0, FOR), (right, order[::-1][:SHOWN], side.other, -1.0, AGAINST))
    for column, places, what, turned, colour in sides:
        with column:
            st.markdown(f"**Words that speak for {plain(what)}**", help=ABOUT)
            listed = [found.words[i] for i in places]
            told = [_told(view, found, int(i)) for i in places]
            picture = weighed_words(listed, turned * side.weights[places], told, f"weight for {what}", most, colour)
            chart(picture, alt=f"Words for {what}: {', '.join(listed)}")
    st.caption(f"The strongest of {len(known):,} words. Hover to see how many texts have one.", help=ABOUT)
    _one(view, fitted, found, side)


def _side(view: View, fitted: Fitted, found: Words, ask: bool = True) -> Side:
    if not view.rows.k:
        return Side(found.weights[0], 0, 1.0, 0, f"more {view.task.target}", f"less {view.task.target}")
    if view.rows.k == 2 and len(found.weights) == 1:
        code = positive(view)
        sign = 1.0 if code == 1 else -1.0
        return Side(sign * found.weights[0], 0, sign, code, named(view, code), named(view, 1 - code))
    code = class_box(view) if ask else positive(view)
    row = [int(one) for one in fitted.trained.estimator.classes_].index(code)
    return Side(found.weights[row], row, 1.0, code, named(view, code), "other classes")


def _told(view: View, found: Words, place: int) -> str:
    """How many texts have the word."""
    counts = [
        f"{int(part[place]):,} of {int(whole):,} {name}"
        for part, whole, name in zip(found.texts, found.of, view.rows.classes or ("texts",), strict=True)
    ]
    return ", ".join(counts[:6])


def _one(view: View, fitted: Fitted, found: Words, side: Side) -> None:
    """A text whose words are marked by what they add."""
    st.markdown(
        "**One text, word by word**",
        help="Orange words speak for it, blue ones against; the stronger, the bolder. Words in grey letters alone say nothing here.",
    )
    picked, shown = st.columns([1, 3], gap="medium")
    with picked:
        place = choose_row(view)
    row = view.rows.frame.iloc[[place]]
    with shown:
        total, answer = _texts(fitted, found, side, row)
        st.caption(_verdict(view, side, answer, total, float(view.rows.y[place])))


def of_row(view: View, fitted: Fitted, row: "pd.DataFrame") -> None:
    """The texts of a row, as it may have been edited, with their words marked."""
    found = _words(view, fitted, view.token)
    if found is not None:
        side = _side(view, fitted, found, ask=False)
        st.markdown(f"**Its words**: orange ones speak for {plain(side.what)}", help=ABOUT)
        _texts(fitted, found, side, row)


def _texts(fitted: Fitted, found: Words, side: Side, row: "pd.DataFrame") -> tuple[float, np.ndarray]:
    """Draw the texts of a row; gives what all of their words add, and what the model says."""
    x = fitted.encoder.transform(row)[0]
    values = np.nan_to_num(side.sign * added(fitted.trained.estimator, found, x)[side.row])
    sources = np.asarray(fitted.encoder.sources)[found.places]
    for source in dict.fromkeys(sources.tolist()):
        mine = np.flatnonzero(sources == source)
        text = row[source].iloc[0]
        st.markdown(_marked("" if text is None or text != text else str(text), [found.words[i] for i in mine], values[mine]))
    told: np.ndarray = fitted.answers(x[None, :])[0]
    return float(values.sum()), told


def _marked(text: str, listed: list[str], values: np.ndarray) -> str:
    """The text as Markdown."""
    pieces = marked(text, listed, values)
    most = max((abs(value) for _, value in pieces), default=0.0)
    return "".join(_piece(piece, value, most) for piece, value in pieces) or "*no text*"


def _piece(piece: str, value: float, most: float) -> str:
    if not most or abs(value) < FAINT * most:
        space = (" " if piece[:1].isspace() else "", " " if piece[-1:].isspace() and piece.strip() else "")
        return f"{space[0]}{plain(piece)}{space[1]}"
    inside = f"**{plain(piece)}**" if abs(value) > 0.6 * most else plain(piece)
    return f":{TINTS[value < 0]}-background[{inside}]"


def _verdict(view: View, side: Side, answer: np.ndarray, total: float, truth: float) -> str:
    if not view.rows.k:
        return f"Its words add {total:+.3g}. Predicted {float(answer):.4g}, truly {truth:.4g}."
    p = float(answer[side.code])
    share = f"{p:.1%}".replace("%", " %")
    return plain(
        f"Its words add {total:+.2f} to the log-odds. Probability of {side.what}: {share}. Truly: {view.rows.classes[int(truth)]}."
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def _words(_view: View, _fitted: Fitted, token: tuple[object, ...]) -> Words | None:
    return words(_fitted.trained.estimator, _fitted.encoder, _view.rows.y[_view.rows.train], _view.rows.k)
