"""A knob that is moved by hand: the model is trained anew at once, and its picture over a plane is redrawn in place."""

from dataclasses import replace
from typing import Any

import streamlit as st

from mllab.jobs.matrices import whole
from mllab.models import Model
from mllab.models.metrics import METRICS
from mllab.models.named import called
from mllab.models.tune import lighter, on_one_fold
from mllab.params import knobs
from mllab.ui.knobs import control
from mllab.ui.links import knob_key
from mllab.ui.show import plain
from mllab.ui.train.explained.parts import drawn
from mllab.ui.train.given import given, put_button
from mllab.ui.train.over_plane import over_plane
from mllab.ui.train.planes import pick_plane
from mllab.ui.train.view import Token, View

MOVE = "move"


def live(view: View, model: Model, name: str) -> None:
    """The slider of one knob, how good the model is there on one fold, and what it says over a plane."""
    _begin_at(view, model, name)
    drawn(view, lambda view: _moved(view, model, name))


def _begin_at(view: View, model: Model, name: str) -> None:
    """The slider goes to where the model is when another one is looked at."""
    slot = f"_move_{name}"
    if st.session_state.get(slot, view.token) != view.token:
        st.session_state.pop(knob_key(MOVE, model, name), None)
    st.session_state[slot] = view.token


def _moved(view: View, model: Model, name: str) -> None:
    declared = replace(knobs(type(model))[name], default=getattr(model, name))
    value = control(declared, knob_key(MOVE, model, name))
    moved = replace(model, **{name: value})
    above = st.container(horizontal=True, vertical_alignment="center")  # filled after the picture, which is what the eye waits for
    picked = pick_plane(view)
    answer = over_plane(view, moved, picked)
    figure = answer.figure if picked.whole else _one_fold(view, moved, view.metric, (*view.token, repr(moved), view.metric))
    with above:
        st.markdown(_said(view, moved, figure), help=_about(view), width="stretch")
        put_button(view, moved, "put-moved")


def _said(view: View, moved: Model, figure: float) -> str:
    usual = "" if view.chosen is None or repr(view.chosen.model) == repr(moved) else f"; on the board {plain(called(view.chosen.model))}"
    return f"**{plain(view.metric)} {figure:.3g}** with all columns, on the first fold{usual}."


def _about(view: View) -> str:
    fold = lighter(view.folds[0], seed=view.task.seed)
    return f"Trained on {len(fold.train):,} rows and judged on {len(fold.valid):,}, to be quick. {METRICS[view.metric].about} The board judges on all folds."


@st.cache_resource(max_entries=256, show_spinner=False)
def _one_fold(_view: View, _model: Model, metric: str, token: Token) -> float:
    fold = lighter(_view.folds[0], seed=_view.task.seed)
    return on_one_fold(_model, _view.task.kind, _first(_view, _view.token[:-1]), _view.rows.y, fold, metric, _view.rows.k, _view.task.seed)


@st.cache_resource(max_entries=2, show_spinner=False)
def _first(_view: View, token: Token) -> Any:
    """(n, d) the encoding of the first fold, CSR where that is how it was made."""
    return whole(given(_view)["X0"])
