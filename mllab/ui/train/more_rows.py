"""Would more rows help: the learning curve of the model that is looked at, and what a power law expects beyond it."""

import numpy as np
import streamlit as st

from mllab.charts.learning_curve import Ahead, learning_curve
from mllab.errors import DataError
from mllab.jobs.tuning import learned
from mllab.models import Model
from mllab.models.metrics import METRICS
from mllab.models.tune import Law, Learned, more_rows_in_words, power_law, sizes
from mllab.ui.job import job_panel
from mllab.ui.show import chart, plain
from mllab.ui.train.given import begun
from mllab.ui.train.view import Token, View

LEARN = "mllab.jobs.tuning:learn"
SIZES = 9
BEYOND = 8  # times the rows that there are
START = "Would more rows help?"
ABOUT = (
    "A power law a + b n^-c through the means (Cortes et al. 1994). Learning curves often, but not always, go on as they began (Viering & Loog 2021): "
    "take the band as the least that is uncertain."
)


def more_rows(view: View, model: Model) -> None:
    """The curve, once it is asked for, with a verdict in words."""
    slot = ("more-rows", view.token)
    if st.session_state.get("more-rows") != slot:
        st.button(START, icon=":material/trending_up:", on_click=_begin, args=(slot,))
        st.caption(f"Trains {plain(model.name)} on ever more of each fold's rows, and draws on what that leads to.")
        return
    _enough(view)
    spec = {"model": model.spec(), "count": SIZES, "recent": view.task.split == "time"}
    job = begun(view, LEARN, spec, f"learning curve of {model.name}")
    values = job_panel(job, lambda values: _draw(view, learned(values), None), "Learning curve", key="more")
    if values is None:
        return
    found = learned(values)
    law = _law(view, found, (*view.token, view.metric)) if _lawful(view, found) else None
    _draw(view, found, law)
    _verdict(view, found, law)


def _begin(slot: tuple[object, ...]) -> None:
    st.session_state["more-rows"] = slot


def _enough(view: View) -> None:
    """Raises DataError where the folds are too small for a curve."""
    sizes(view.folds, view.rows.k, SIZES)


def _lawful(view: View, found: Learned) -> bool:
    return int(np.isfinite(found.values[view.metric]).all(axis=1).sum()) >= 4


def _verdict(view: View, found: Learned, law: Law | None) -> None:
    if law is None:
        st.caption("Too few numbers of rows could be trained for a law through them.")
        return
    last = found.values[view.metric][-1]
    error = float(np.nanstd(last, ddof=1) / np.sqrt(len(last))) if len(last) > 1 else 0.0
    st.markdown(more_rows_in_words(law, int(found.rows[-1]), view.metric, error), help=ABOUT)
    if found.notes:
        st.caption(plain(" ".join(found.notes[:2])))


def _draw(view: View, found: Learned, law: Law | None) -> None:
    ahead = None
    if law is not None:
        known = found.rows[np.isfinite(found.values[view.metric]).all(axis=1)]
        rows = np.geomspace(known[0], BEYOND * found.rows[-1], 60)
        ahead = Ahead(rows, *law.at(rows))
    title = f"{view.metric} ({METRICS[view.metric].wanted})"
    chart(
        learning_curve(found.rows, found.values[view.metric], found.train[view.metric], title, ahead),
        alt=f"Learning curve: {view.metric} over the number of rows",
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def _law(_view: View, _found: Learned, token: Token) -> Law:
    if _view.chosen is None:
        raise DataError("No model is looked at.")
    overlap = _view.chosen.judging / _view.chosen.training
    return power_law(_found.rows, _found.values[_view.metric], _view.metric, overlap, _view.task.seed)
