"""What if: one row, its values in fields, what the model says of it and why, what would change it, and which rows are like it."""

import streamlit as st

from mllab.ui.train.explained import worded
from mllab.ui.train.explained.alike import alike
from mllab.ui.train.explained.asked_row import answered
from mllab.ui.train.explained.changes import changes
from mllab.ui.train.explained.edited import back, edited
from mllab.ui.train.explained.effects import order_of
from mllab.ui.train.explained.parts import drawn
from mllab.ui.train.explained.row import choose_row
from mllab.ui.train.explained.shared_out import of_row
from mllab.ui.train.explained.sure import knobs, sure
from mllab.ui.train.final import final
from mllab.ui.train.view import View


def show(view: View) -> None:
    """The row at the left, the answer in the middle, the reasons beside it; below what would change it, and its like."""
    drawn(view, _row)


def _row(view: View) -> None:
    fitted = final(view)
    fields, middle, why = st.columns([3, 4, 4], gap="medium")
    with fields:
        place = choose_row(view)
        row = view.rows.frame.iloc[[place]]
        now = edited(view, row, order_of(view, fitted))
        st.button("Back to the row as it is", key="row-back", icon=":material/undo:", on_click=back, args=(row,), width="stretch")
    X = fitted.encoder.transform(now)
    answer, before = fitted.answers(X), fitted.predict(row)
    changed = not now.astype("str").equals(row.astype("str"))
    one = answer[0] if view.rows.classes else answer
    with middle:
        share, kind = knobs(view)
        found = sure(view, fitted, X, one, share, kind)
        answered(view, place, one, before[0] if view.rows.classes else before, changed, found)
    with why:
        code = int(answer[0].argmax()) if view.rows.classes else None
        if worded.has(view):
            worded.of_row(view, fitted, now)
        if len(view.columns) > 1 or not worded.has(view):
            of_row(view, fitted, X[0], code, tuple(now.iloc[0].astype("str")))
    changes(view, fitted, now, one)
    alike(view, fitted, X[0], int(row.index[0]))
