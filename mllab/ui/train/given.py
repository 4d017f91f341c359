"""What jobs about the model that is looked at are given: the encoded folds of the board, found again."""

from typing import Any

import numpy as np
import streamlit as st

from mllab import jobs
from mllab.jobs import Job
from mllab.models import Model
from mllab.models.named import called
from mllab.ui.train.members import models_key
from mllab.ui.train.view import View
from mllab.ui.train.work import Work

LOOKED_AT = "looked-at"


def given(view: View) -> dict[str, np.ndarray]:
    """X0, X1 ... (n, d) of the folds, y (n,) and marks (j, n). Raises DataError when they are gone."""
    return _work(view).given()


def begun(view: View, function: str, spec: dict[str, Any], title: str, more: dict[str, np.ndarray] | None = None) -> Job:
    """The job of this function about the chosen model on the board's folds: begun, under way or done."""
    told = {"kind": view.task.kind, "k": view.rows.k, "seed": view.task.seed, **spec}
    return jobs.start(function, told, {**given(view), **(more or {})}, f"{title} on {view.table.name}", again=False)


def put_on_board(view: View, model: Model) -> None:
    """Make a model one of the board's, and the one that is looked at."""
    key, name = models_key(view.task), called(model)
    picked = list(st.session_state.get(key) or [])
    st.session_state[key] = picked if name in picked else [*picked, name]
    st.session_state[LOOKED_AT] = name


def put_button(view: View, model: Model, key: str) -> None:
    """A button that puts the model on the board; it says so where it is there."""
    name = called(model)
    there = any(called(one.model) == name for one in view.scores)
    about = f"{name} is on the board." if there else f"Adds {name} to the board, judged on the same folds as the others."
    if st.button(
        "Put it on the board", key=key, icon=":material/add:", help=about, disabled=there, on_click=put_on_board, args=(view, model)
    ):
        st.rerun()


def _work(view: View) -> Work:
    return Work(view.table, view.task, view.rows, view.folds, view.columns, (), view.token[:-1])
