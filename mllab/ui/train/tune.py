"""The question "Tune": a search for the best knobs of the model that is looked at, and how much its figure flatters."""

from dataclasses import replace

import numpy as np
import streamlit as st

from mllab.charts import tuning as pictures
from mllab.errors import ParamError
from mllab.jobs.tuning import trials
from mllab.models import Model
from mllab.models.metrics import METRICS
from mllab.models.named import called
from mllab.models.tune import Range, Search, Trials, ranges
from mllab.ui.job import job_panel
from mllab.ui.knobs import tune
from mllab.ui.show import chart, plain
from mllab.ui.train.given import begun, put_button
from mllab.ui.train.nesting import nesting
from mllab.ui.train.searched import narrow
from mllab.ui.train.view import View

SEARCH = "mllab.jobs.tuning:search"


def show(view: View) -> None:
    """What to search and how, the history of the search, its winner."""
    if view.chosen is None:
        return
    model = view.chosen.model
    known = ranges(model, view.task.kind)
    if not known:
        st.info(f"{model.name} has no knob to tune. Look at another model, in the sidebar.", icon=":material/info:")
        return
    with st.container(border=True):
        over, how = _asked(view, model, known)
    slot = ("tune", view.token, view.metric, tuple(over), how)
    if st.session_state.get("tune") != slot:
        fits = how.trials * len(view.folds)
        st.button(
            "Start the search", icon=":material/search:", type="primary", key="tune-start", disabled=not over, on_click=_begin, args=(slot,)
        )
        st.caption(
            f"Trains {plain(called(model))} up to {fits:,} times: {how.trials} settings on {len(view.folds)} folds, judged by {view.metric}."
        )
        return
    _search(view, model, over, how)


def _asked(view: View, model: Model, known: dict[str, Range]) -> tuple[list[Range], Search]:
    what, way = st.columns([3, 2], gap="large")
    with way:
        how = tune(Search, "search")
    with what:
        return narrow(model, known), how


def _begin(slot: tuple[object, ...]) -> None:
    st.session_state["tune"] = slot


def _search(view: View, model: Model, over: list[Range], how: Search) -> None:
    spec = {"model": model.spec(), "metric": view.metric, "ranges": [one.spec() for one in over], "how": how.values()}
    try:
        job = begun(view, SEARCH, spec, f"search of {model.name}")
    except ParamError as wrong:
        st.error(plain(str(wrong)))
        return
    values = job_panel(job, lambda values: _history(view, model, over, trials(spec, values)), f"Searching {model.name}", key="search")
    if values is None:
        return
    found = trials(spec, values)
    _history(view, model, over, found)
    if found.best >= 0:
        st.divider()
        nesting(view, model, over, how, found, spec)


def _history(view: View, model: Model, over: list[Range], found: Trials) -> None:
    """The same while it is under way, after a stop and at the end."""
    better = METRICS[view.metric].better
    if found.best >= 0:
        winner = replace(model, **found.settings[found.best])
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_winner(view, winner, found), width="stretch")
            put_button(view, winner, "put-tuned")
    title = f"{view.metric} ({better} is better)"
    left, right = st.columns([3, 2], gap="large")
    with left:
        chart(
            pictures.history(found.means, found.state, found.best, title, better),
            alt=f"History: {view.metric} of every trial",  # the same while trials come, so that the chart is kept
        )
    with right:
        if found.importance:
            chart(pictures.importance(found.importance), alt="How much each knob matters")
            st.caption("How much of the figure's variation each knob explains, by itself and with others.", help=FANOVA)
        else:
            st.caption("Which knobs matter is told after a few trials.")
    if len(over) > 1:
        axes = {one.name: (one.choices or (one.low, one.high), one.log and one.low > 0) for one in over}
        whole = np.where(found.state == 0, found.means, np.nan)
        chart(pictures.parallel(found.settings, whole, axes, found.best, view.metric, better), alt="Parallel coordinates of the trials")
    if found.notes:
        st.caption(plain(" ".join(found.notes[:3])))


FANOVA = "fANOVA (Hutter, Hoos & Leyton-Brown 2014): a random forest is fitted to the trials, and its variance parted among the knobs."


def _winner(view: View, winner: Model, found: Trials) -> str:
    pruned, failed = (int((found.state == one).sum()) for one in (1, 2))
    rest = [
        f"{len(found.settings)} of {found.of} trials",
        *([f"{pruned} given up early"] if pruned else []),
        *([f"{failed} failed"] if failed else []),
    ]
    return f"**{plain(called(winner))}**: {view.metric} {found.means[found.best]:.4g} ({', '.join(rest)})."
