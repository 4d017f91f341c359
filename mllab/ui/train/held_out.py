"""The rows that no model and no choice has seen: opened on a click, and it is said that they have been."""

import math
from datetime import datetime

import numpy as np
import streamlit as st

from mllab.errors import MllabError
from mllab.models.board import interval
from mllab.models.metrics import metrics_for
from mllab.models.named import called
from mllab.ui.page import tell
from mllab.ui.show import facts, plain
from mllab.ui.train.final import final
from mllab.ui.train.opened import Opening, mine, open_with, openings
from mllab.ui.train.view import View

ABOUT = "Trains the chosen model on all rows to learn from and judges it on the rows held out. Do it once, when every choice is made."


def held_out(view: View) -> None:
    """A button that opens the held-out rows for the chosen model; once opened, what they said and how often they were looked at."""
    if view.chosen is None or not len(view.rows.test):
        return
    model = called(view.chosen.model)
    found = openings(view.table, view.task)
    own = mine(found, model, view.task)
    with st.container(border=bool(own)):
        if own:
            _figures(view, own[-1])
        if found:
            st.caption(_history(found))
        if not own:
            _offer(view, model, again=bool(found))


def _offer(view: View, model: str, again: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            f"Open the held-out rows for {model}" if again else "Open the held-out rows",
            key="open-held-out",
            icon=":material/lock_open:",
            help=ABOUT,
            on_click=_open,
            args=(view,),
        )
        st.markdown(f"{len(view.rows.test):,} rows that no model has seen will judge **{plain(model)}**, which is looked at below.")


def _open(view: View) -> None:
    try:
        if view.chosen is not None:
            test = view.rows.test
            predicted = final(view).predict(view.rows.frame.iloc[test])
            metrics = {
                metric.name: metric.score(view.rows.y[test], predicted) for metric in metrics_for(view.task.kind, view.task.quantile)
            }
            open_with(view.table, view.task, called(view.chosen.model), metrics)
    except MllabError as error:
        tell(error)


def _figures(view: View, opening: Opening) -> None:
    chosen = view.chosen
    if chosen is None:
        return
    found = opening.metrics[view.metric]
    guess = interval(chosen.values[view.metric], chosen.judging, chosen.training)
    st.markdown(
        f"**{plain(opening.model)} on {len(view.rows.test):,} rows that were held out**: {_beside(found, guess.low, guess.high, view.metric)}"
    )
    facts(
        *[
            (metric.name, _spoken(opening.metrics.get(metric.name, math.nan)), metric.about)
            for metric in metrics_for(view.task.kind, view.task.quantile)
        ]
    )


def _beside(found: float, low: float, high: float, metric: str) -> str:
    if not np.isfinite([found, low, high]).all():
        return f"{metric} {_spoken(found)}."
    where = "inside" if low <= found <= high else "outside"
    return f"{metric} {found:.3g}, {where} the interval that cross-validation gave ({low:.3g} to {high:.3g})."


def _history(found: list[Opening]) -> str:
    when = datetime.fromisoformat(found[0].when)
    first = f"{when.day} {when:%B %Y}"
    if len(found) == 1:
        return f"Opened once, on {first}. What is chosen after this look is no longer judged by unseen rows."
    models = ", ".join(dict.fromkeys(one.model for one in found))
    return plain(f"Opened {len(found)} times since {first} ({models}). These rows have taken part in a choice: their figures flatter.")


def _spoken(value: float) -> str:
    return "not told" if math.isnan(value) else f"{value:.3g}"
