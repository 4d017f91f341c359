"""Which columns the model needs: how much worse it gets when the values of one are dealt out to the wrong rows."""

from typing import Any

import numpy as np
import streamlit as st

from mllab import jobs
from mllab.charts.ranges import ranges
from mllab.errors import DataError
from mllab.jobs.explaining import heard
from mllab.jobs.training import marks, packed
from mllab.models import Model
from mllab.models.explain import Importance
from mllab.models.explain import importance as importance_of
from mllab.models.named import called
from mllab.ui import chart, plain
from mllab.ui.job import job_panel
from mllab.ui.train.explained.judged import cost, judged
from mllab.ui.train.view import View

JOB = "mllab.jobs.explaining:importance"
REPEATS, JUDGED = 5, 2_000
AT_ONCE = 2.0  # seconds
ENCODING = 0.02  # seconds for a column of a fold, roughly
SHOWN = 20
ABOUT = (
    "In every fold the model is trained as for the board; then all values of a column are dealt out anew among rows that it had not seen, five times, and the loss of the "
    "metric is measured (Breiman 2001). The interval is over folds (Nadeau & Bengio 2003). Columns that say the same share the credit: each alone may look useless."
)


def show(view: View) -> None:
    """The columns by how much they are needed; at once where that takes two seconds at most, else by a job."""
    judged(view)
    token = (*view.token, view.metric)
    if _seconds(view) <= AT_ONCE:
        _picture(view, _at_once(view, token))
        return
    spec = _spec(view)
    job = jobs.start(JOB, spec, _arrays(view, view.token[:-1]), f"importance in {called(_model(view))}", again=False)
    values = job_panel(job, lambda newest: _picture(view, heard(spec, newest)), "Dealing out columns", key="importance-job")
    if values is not None:
        _picture(view, heard(spec, values))


def _seconds(view: View) -> float:
    """What it takes, as the folds of the board took it."""
    if view.chosen is None:
        return 0.0
    rows = min(JUDGED, view.chosen.judging)
    trained = float(np.nansum(view.chosen.train_seconds))
    encoding = len(view.folds) * len(view.columns) * ENCODING
    return trained + encoding + cost(view, rows * len(view.folds) * len(view.columns) * REPEATS)


@st.cache_resource(max_entries=32, show_spinner="Dealing out the columns")
def _at_once(_view: View, token: tuple[object, ...]) -> Importance:
    view = _view
    asked = (view.rows.frame, view.rows.y, view.rows.k, view.folds, view.columns, _model(view))
    states = importance_of(*asked, view.task.kind, view.metric, REPEATS, view.task.seed, view.task.text)
    return list(states)[-1]


def _model(view: View) -> Model:
    if view.chosen is None:
        raise DataError("No model of the board is done yet. Wait for the first, or choose a quicker one.")
    return view.chosen.model


def _spec(view: View) -> dict[str, Any]:
    return {
        "model": _model(view).spec(),
        "columns": [[column.name, column.kind, column.sql] for column in view.columns],
        "kind": view.task.kind,
        "k": view.rows.k,
        "metric": view.metric,
        "repeats": REPEATS,
        "seed": view.task.seed,
        "text": view.task.text,
    }


@st.cache_resource(max_entries=2, show_spinner=False)
def _arrays(_view: View, token: tuple[object, ...]) -> dict[str, np.ndarray]:
    given = {"table": packed(_view.rows.frame), "marks": marks(_view.folds, len(_view.rows.y)), "y": _view.rows.y.copy()}
    for array in given.values():
        array.flags.writeable = False
    return given


def _picture(view: View, found: Importance) -> None:
    spread = found.intervals()
    means = np.array([one.mean for one in spread])
    order = np.argsort(-means, kind="stable")[:SHOWN]
    needed = [i for i in order if spread[i].low > 0]
    first = found.columns[order[0]]
    base = float(np.nanmean(found.base))
    if needed:
        st.markdown(
            f"**{plain(first)}** matters most: without it, {view.metric} goes from {base:.3g} to about "
            f"{base - _sign(view) * means[order[0]]:.3g}. {len(needed)} of {len(means)} columns are needed for sure.",
            help=ABOUT,
        )
    else:
        st.markdown(f"**No column is needed for sure**: what each adds to {view.metric} may be chance.", help=ABOUT)
    low, high = (np.array([getattr(spread[i], end) for i in order]) for end in ("low", "high"))
    names = [found.columns[i] for i in order]
    chart(
        ranges(
            names, means[order], low, high, f"loss of {view.metric} without the column", 0.0, [spread[i].low > 0 for i in order], bars=True
        ),
        alt=f"Columns by how much {view.metric} loses without them",  # the same while folds come, so that the chart is kept
    )
    more = f"The first {SHOWN} of {len(means)} columns. " if len(means) > SHOWN else ""
    done = f"{found.done} of {found.of} folds. " if found.done < found.of else ""
    sampled = f" {JUDGED:,} rows of each fold." if found.judging > JUDGED else ""
    st.caption(
        f"{done}{more}The line is the 95 % interval; grey bars may be chance. On rows that the model had not seen.{sampled}", help=ABOUT
    )


def _sign(view: View) -> int:
    from mllab.models.metrics import METRICS

    return METRICS[view.metric].sign()
