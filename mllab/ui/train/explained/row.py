"""The row that is asked about: the worst, any at random, or one by its number in the table."""

import numpy as np
import streamlit as st

from mllab.ui.train.explained.judged import judged
from mllab.ui.train.explained.listed import ROW
from mllab.ui.train.view import View


def choose_row(view: View) -> int:
    """The position in the rows of the row that was chosen; the worst at first. Its number stays in the link."""
    index = view.rows.frame.index.to_numpy()
    last = int(index.max())
    worst = int(index[_worst(view)])
    _forget(index)
    number = st.number_input(
        "Row", 0, last, worst, key=ROW, bind="query-params", help="Its number in the table, from 0. Rows can be selected in “Where it is wrong”, too."
    )  # fmt: skip
    with st.container(horizontal=True):
        st.button(
            "Worst",
            key="row-worst",
            on_click=_take,
            args=(worst,),
            help="The row with the largest error, judged by a model that had not seen it.",
        )
        st.button("Any", key="row-any", icon=":material/casino:", on_click=_any, args=(index,), help="A row drawn at random.")
    found = np.flatnonzero(index == (worst if number is None else number))
    if not len(found):
        st.caption(f"Row {number:,} takes no part in this task; the worst row is shown.")
        return _worst(view)
    return int(found[0])


def _worst(view: View) -> int:
    rows = judged(view)
    if view.rows.classes:
        return int(rows.places[rows.predicted[np.arange(len(rows.y)), rows.y].argmin()])
    return int(rows.places[np.abs(rows.y - rows.predicted).argmax()])


def _take(number: int) -> None:
    st.session_state[ROW] = number


def _any(index: np.ndarray) -> None:
    st.session_state[ROW] = int(np.random.default_rng().choice(index))


def _forget(index: np.ndarray) -> None:
    """Let go of a row that another table had."""
    if (held := st.session_state.get(ROW)) is not None and held > index.max():
        del st.session_state[ROW]
    if (asked := st.query_params.get(ROW)) is not None and (not asked.isdigit() or int(asked) > index.max()):
        del st.query_params[ROW]
