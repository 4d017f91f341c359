"""The model that is looked at, fitted to all rows that may be learned from: here when that is quick, else by a job."""

import time

import numpy as np
import streamlit as st

from mllab import jobs
from mllab.errors import DataError
from mllab.jobs import Job
from mllab.jobs.state import Values
from mllab.jobs.training import CURVES, packed
from mllab.models import Model, Trained
from mllab.models.board import Scores
from mllab.models.fitted import Fitted, fitted
from mllab.models.named import called
from mllab.ui.job import duration
from mllab.ui.train.sees import encoder_of
from mllab.ui.train.view import Token, View

FINAL = "mllab.jobs.training:final"
AT_ONCE = 4.0  # seconds of training that the page itself takes
LOOK = 0.1


def final(view: View) -> Fitted:
    """The chosen model fitted to the rows that are not held out; made once for each task and model. Raises DataError before any model is done."""
    chosen = view.chosen
    if chosen is None:
        raise DataError("No model of the board is done yet. Wait for the first, or choose a quicker one.")
    expected = _expected(view, chosen)
    about = f"Training {called(chosen.model)} on all {len(view.rows.train):,} rows"
    if expected <= AT_ONCE:
        with st.spinner(about, show_time=True):
            return _here(view, chosen.model, view.token)
    values = awaited(_job(view, chosen.model), f"{about}: about {duration(expected)}")
    if not len(values["packed"]):
        with st.spinner(f"{about}, here: this model cannot travel between processes", show_time=True):
            return _here(view, chosen.model, view.token)
    return _arrived(view, chosen.model, values, view.token)


def _expected(view: View, chosen: Scores) -> float:
    """Seconds: what a fold took, for as many rows as there are."""
    return float(chosen.train_seconds.mean()) * len(view.rows.train) / max(1.0, chosen.training)


@st.cache_resource(max_entries=16, show_spinner=False)
def _here(_view: View, _model: Model, token: Token) -> Fitted:
    return fitted(_view.rows, _view.task, _model, _view.columns)


@st.cache_resource(max_entries=16, show_spinner=False)
def _arrived(_view: View, _model: Model, _values: Values, token: Token) -> Fitted:
    from mllab.models.keep import unpack

    estimator = unpack(_values["packed"]).trained.estimator
    trained = Trained(estimator, **{name: _values[name] for name in CURVES})
    return Fitted(_view.task, _model, _view.rows.classes, encoder_of(_view), trained)


def _job(view: View, model: Model) -> Job:
    rows, task = view.rows, view.task
    columns = [[column.name, column.kind, column.sql] for column in view.columns]
    spec = {"model": model.spec(), "task": task.spec(), "classes": list(rows.classes), "columns": columns}
    return jobs.start(FINAL, spec, _given(view, view.token[:-1]), f"{called(model)} on all rows of {view.table.name}")


@st.cache_resource(max_entries=2, show_spinner=False)
def _given(_view: View, token: Token) -> dict[str, np.ndarray]:
    """What the job needs, read-only, so that each array is digested once."""
    y, train = _view.rows.y.copy(), _view.rows.train.copy()
    y.flags.writeable = train.flags.writeable = False
    return {"table": packed(_view.rows.frame), "y": y, "train": train}


def awaited(job: Job, about: str) -> Values:
    """The job's result; meanwhile the page says what it waits for, and can be left at any time. Raises DataError when there will be none."""
    place, begun = st.empty(), time.monotonic()
    while not (status := job.status()).over:
        if time.monotonic() - begun > LOOK:
            place.caption(f"{about}, {duration(round(status.seconds))} so far.")
        time.sleep(LOOK)
    place.empty()
    values = job.result()
    if values is None:
        raise DataError(status.message or "This came to nothing. Try again.")
    return values
