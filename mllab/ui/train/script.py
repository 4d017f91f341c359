"""The board as one plain script: the same rows, the same folds, the same means."""

import streamlit as st

from mllab.models.board.script import scored
from mllab.models.task.script import cut
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.reading import reading
from mllab.ui.train.view import Token, View


def script(view: View) -> None:
    """The code panel, once the board is done."""
    if view.scores and view.whole:
        code(written(view))


def written(view: View) -> Script:
    """Reading, splitting, encoding in every fold, training and judging."""
    models = tuple(one.model for one in view.scores)
    return _written(view, (*view.token[:-1], tuple(map(repr, models)), view.metric))


@st.cache_resource(max_entries=8, show_spinner=False)
def _written(_view: View, token: Token) -> Script:
    view, task = _view, _view.task
    drawn = min(view.table.rows, 100_000)
    parts = cut(view.rows, task, view.folds, view.columns, int(str(view.token[3])), int(str(view.token[4])))
    return reading(view.table, drawn, task.seed) + parts + scored([one.model for one in view.scores], task.kind, task.seed, view.metric)
