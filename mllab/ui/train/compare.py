"""How the models compare: pair by pair, fold by fold, and row by row."""

from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from mllab.charts.board import by_fold
from mllab.models.board import Scores, difference, leaderboard
from mllab.models.metrics import METRICS
from mllab.models.named import called
from mllab.ui.explore.choice import forget
from mllab.ui.show import chart, kept, plain
from mllab.ui.train.view import Token, View

if TYPE_CHECKING:
    import pandas as pd

SURE = 0.05
SHOWN = 200  # rows
PAIRS = (
    "How the model of the row does against that of the column, on the same folds: the mean difference, and the p-value of the corrected "
    "resampled t-test (Nadeau & Bengio 2003). With p of 0.05 or more the folds cannot tell them apart."
)


def show(view: View) -> None:
    """Every pair, every fold, and where two models differ."""
    token = (*view.token[:-1], tuple(called(one.model) for one in view.scores))
    scores = _best_first(view.scores, view.metric, token)
    st.markdown("**Pair by pair**", help=PAIRS)
    st.dataframe(_pairs(scores, view.metric, token), width="stretch")
    rows, each = st.columns([3, 2], gap="large")
    with rows:
        _rows(view, scores)
    with each:
        st.markdown(f"**Fold by fold**, {view.metric}", help="Lines that cross again and again: which model is better depends on the fold.")
        chart(_lines(scores, view.metric, token), alt=f"{view.metric} of each model on each fold")


@st.cache_resource(max_entries=16, show_spinner=False)
def _best_first(_scores: tuple[Scores, ...], metric: str, token: Token) -> tuple[Scores, ...]:
    order = list(leaderboard(_scores, metric)["model"])
    return tuple(sorted(_scores, key=lambda one: order.index(called(one.model))))


@st.cache_resource(max_entries=16, show_spinner=False)
def _pairs(_scores: tuple[Scores, ...], metric: str, token: Token) -> "pd.DataFrame":
    return matrix(_scores, metric)


@st.cache_resource(max_entries=16, show_spinner=False)
def _lines(_scores: tuple[Scores, ...], metric: str, token: Token) -> dict[str, Any]:
    return kept(by_fold([called(one.model) for one in _scores], [one.values[metric] for one in _scores], metric))


def matrix(scores: tuple[Scores, ...], metric: str) -> "pd.DataFrame":
    """In words how the model of each row does against that of each column."""
    import pandas as pd

    names = [called(one.model) for one in scores]
    cells = [["" if a is b else _words(a, b, metric) for b in scores] for a in scores]
    return pd.DataFrame(cells, index=names, columns=names)


def _words(a: Scores, b: Scores, metric: str) -> str:
    if len(a.values[metric]) != len(b.values[metric]):
        return "not the same folds"
    found = difference(a.values[metric], b.values[metric], a.judging, a.training)
    if np.isnan(found.p):
        return "cannot be told"
    p = "p < 0.001" if found.p < 0.001 else f"p = {found.p:.2g}"
    if found.p >= SURE:
        return f"no clear difference ({p})"
    word = "better" if METRICS[metric].sign() * found.mean > 0 else "worse"
    return f"{word} by {abs(found.mean):.2g} ({p})"


def _rows(view: View, scores: tuple[Scores, ...]) -> None:
    """Two models on rows that neither had seen."""
    others = [one for one in scores if view.chosen is not None and one.model != view.chosen.model]
    if view.chosen is None or not others:
        return
    names = [called(one.model) for one in others]
    forget("against", names, names[0])
    st.markdown("**Row by row**", help="Each row is judged by models that had not seen it.")
    picked = st.selectbox(
        f"{plain(called(view.chosen.model))} against",
        names,
        key="against",
        bind="query-params",
        help="Judged by models that had not seen the row.",
        width=320,
    )
    other = others[names.index(picked)] if picked in names else others[0]
    known = view.rows.train[_known(view.chosen.predicted)[view.rows.train] & _known(other.predicted)[view.rows.train]]
    if view.rows.classes:
        _right(view, view.chosen, other, known)
    else:
        _nearer(view, view.chosen, other, known)


def _right(view: View, one: Scores, other: Scores, known: np.ndarray) -> None:
    y = view.rows.y[known]
    a, b = one.predicted[known].argmax(axis=1) == y, other.predicted[known].argmax(axis=1) == y
    first, second = plain(called(one.model)), plain(called(other.model))
    st.markdown(
        f"Of {len(known):,} rows both are right about **{int((a & b).sum()):,}** and both wrong about **{int((~a & ~b).sum()):,}**. "
        f"Only {first} is right about **{int((a & ~b).sum()):,}**, only {second} about **{int((~a & b).sum()):,}**."
    )
    frame = _frame(view, known[a != b])
    frame.insert(0, "right", np.where(a[a != b], called(one.model), called(other.model)))
    frame.insert(1, f"{view.task.target} (truth)", [view.rows.classes[code] for code in y[a != b]])
    st.dataframe(frame.head(SHOWN), hide_index=True)


def _nearer(view: View, one: Scores, other: Scores, known: np.ndarray) -> None:
    y = view.rows.y[known]
    a, b = np.abs(one.predicted[known] - y), np.abs(other.predicted[known] - y)
    first, second = called(one.model), called(other.model)
    st.markdown(
        f"Of {len(known):,} rows {plain(first)} is nearer to **{int((a < b).sum()):,}**, {plain(second)} to **{int((b < a).sum()):,}**. "
        f"The rows where their errors differ most:"
    )
    order = np.argsort(-np.abs(a - b), kind="stable")[:SHOWN]
    frame = _frame(view, known[order])
    frame.insert(0, f"error of {first}", one.predicted[known][order] - y[order])
    frame.insert(1, f"error of {second}", other.predicted[known][order] - y[order])
    frame.insert(2, f"{view.task.target} (truth)", y[order])
    st.dataframe(frame, hide_index=True)


def _frame(view: View, rows: np.ndarray) -> "pd.DataFrame":
    found = view.rows.frame.iloc[rows].copy()
    found.insert(0, "row in the table", found.index + 1)
    return found


def _known(predicted: np.ndarray) -> np.ndarray:
    """(n,) whether a row was judged."""
    found: np.ndarray = np.isfinite(predicted if predicted.ndim == 1 else predicted[:, 0])
    return found
