"""A knob that is moved by hand: the model is trained anew at once, and its picture over two columns is redrawn in place."""

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mllab.charts import boundary
from mllab.models import Model
from mllab.models.metrics import METRICS
from mllab.models.named import called
from mllab.models.task import Fold
from mllab.models.tune import Axis, Plane, Seen, lighter, on_one_fold, plane, seen, telling
from mllab.params import knobs
from mllab.ui.explore.choice import forget
from mllab.ui.knobs import control
from mllab.ui.links import knob_key
from mllab.ui.show import plain
from mllab.ui.train.given import given, put_button
from mllab.ui.train.view import Token, View

if TYPE_CHECKING:
    import pandas as pd

MOVE, ACROSS, UP = "move", "across", "up"
FEW = "A picture needs two columns that can be axes (numbers, dates, or at most 12 classes), and this task has fewer."


def live(view: View, model: Model, name: str) -> None:
    """The slider of one knob, how good the model is there on one fold, and what it says over the plane of two columns."""
    _begin_at(view, model, name)
    names = _telling(view, view.token[:-1])
    if len(names) < 2:
        st.caption(FEW)
    _moved(view, model, name, names)


def _begin_at(view: View, model: Model, name: str) -> None:
    """The slider goes to where the model is when another one is looked at."""
    slot = f"_move_{name}"
    if st.session_state.get(slot, view.token) != view.token:
        st.session_state.pop(knob_key(MOVE, model, name), None)
    st.session_state[slot] = view.token


@st.fragment
def _moved(view: View, model: Model, name: str, names: list[str]) -> None:
    declared = replace(knobs(type(model))[name], default=getattr(model, name))
    value = control(declared, knob_key(MOVE, model, name))
    moved = replace(model, **{name: value})
    figure = _one_fold(view, moved, view.metric, (*view.token, repr(moved), view.metric))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_said(view, moved, figure), help=_about(view), width="stretch")
        put_button(view, moved, "put-moved")
    if len(names) < 2:
        return
    columns = _columns(names)
    token = (*view.token[:-1], columns)
    shown, fold = _plane(view, columns, token)
    answer = _seen(view, moved, shown, fold, view.metric, (*token, repr(moved), view.metric))
    across, up = columns
    about = f"What {called(moved)} says over {across} and {up}: {view.metric} {answer.figure:.3g} from these two columns"
    with st.container(key="boundary"):
        st.vega_lite_chart(_data(view, shown, fold, answer), deepcopy(_picture(view, shown, fold, token)), width="stretch", alt=about)
    st.caption(
        f"Trained on these two columns alone: {view.metric} {answer.figure:.3g}. Points are {len(fold.valid):,} rows it has not seen; "
        f"{'rings mark those it gets wrong' if view.rows.k else 'rings mark the tenth with the largest errors'}."
        f"{' ' + plain(answer.note) if answer.note else ''}"
    )


def _columns(names: list[str]) -> tuple[str, str]:
    forget(ACROSS, names)
    left, right = st.columns(2)
    across = left.selectbox("Across", names, key=ACROSS, bind="query-params", help="The column from left to right.") or names[0]
    rest = [one for one in names if one != across]
    forget(UP, rest)
    up = right.selectbox("Up", rest, key=UP, bind="query-params", help="The column from the bottom to the top.") or rest[0]
    return across, up


def _said(view: View, moved: Model, figure: float) -> str:
    usual = "" if view.chosen is None or repr(view.chosen.model) == repr(moved) else f"; on the board {plain(called(view.chosen.model))}"
    return f"**{plain(view.metric)} {figure:.3g}** with all columns, on the first fold{usual}."


def _about(view: View) -> str:
    fold = lighter(view.folds[0], seed=view.task.seed)
    return f"Trained on {len(fold.train):,} rows and judged on {len(fold.valid):,}, to be quick. {METRICS[view.metric].about} The board judges on all folds."


@st.cache_resource(max_entries=16, show_spinner=False)
def _picture(_view: View, _shown: Plane, _fold: Fold, token: Token) -> dict[str, object]:
    """The picture without its data; it is the same wherever the knob is, so that the browser keeps it and draws new data into it."""
    sides, rows = (_side(_shown.across), _side(_shown.up)), len(_fold.valid)
    if _view.rows.k:
        return boundary.classes(_view.rows.classes, sides, rows)
    return boundary.numbers(_extent(_view, _fold), _view.task.target, sides, rows)


def _data(view: View, shown: Plane, fold: Fold, answer: Seen) -> "pd.DataFrame":
    place = np.column_stack([shown.across.place, shown.up.place])[fold.valid] + _apart(shown, len(fold.valid))
    y, shape = view.rows.y[fold.valid], (len(shown.up.stops), len(shown.across.stops))
    if view.rows.k:
        names, said = np.array(view.rows.classes), answer.predicted.argmax(axis=1)
        judged = boundary.Judged(place, names[y].tolist(), names[said].tolist(), said != y, y.astype(np.float64))
        return boundary.frame(boundary.class_colours(answer.cells.reshape(*shape, -1)), judged)
    errors = np.abs(answer.predicted - y)
    true, told = ([f"{one:.4g}" for one in numbers] for numbers in (y, answer.predicted))
    judged = boundary.Judged(place, true, told, errors > np.quantile(errors, 0.9), y)
    return boundary.frame(boundary.number_colours(answer.cells.reshape(shape), _extent(view, fold)), judged)


def _extent(view: View, fold: Fold) -> tuple[float, float]:
    low, high = np.quantile(view.rows.y[fold.valid], [0.02, 0.98])
    return float(low), float(high)


def _side(axis: Axis) -> boundary.Side:
    return boundary.Side(axis.name, axis.ends, axis.names, axis.about == "date")


def _apart(shown: Plane, n: int) -> np.ndarray:
    """(n, 2) rows of the same class are drawn beside each other."""
    rng = np.random.default_rng(0)
    return np.column_stack([rng.uniform(-0.3, 0.3, n) if axis.names else np.zeros(n) for axis in (shown.across, shown.up)])


@st.cache_resource(max_entries=8, show_spinner=False)
def _telling(_view: View, token: Token) -> list[str]:
    rows = _view.rows
    return telling(rows.frame.iloc[rows.train], _view.columns, rows.y[rows.train], rows.k)


@st.cache_resource(max_entries=8, show_spinner="Encoding two columns")
def _plane(_view: View, columns: tuple[str, str], token: Token) -> tuple[Plane, Fold]:
    fold = lighter(_view.folds[0], seed=_view.task.seed)
    return plane(_view.rows.frame, [_view.table.column(name) for name in columns], fold, _view.task.seed), fold


@st.cache_resource(max_entries=128, show_spinner=False)
def _seen(_view: View, _model: Model, _shown: Plane, _fold: Fold, metric: str, token: Token) -> Seen:
    return seen(_model, _view.task.kind, _shown, _view.rows.y, _fold, metric, _view.rows.k, _view.task.seed)


@st.cache_resource(max_entries=256, show_spinner=False)
def _one_fold(_view: View, _model: Model, metric: str, token: Token) -> float:
    fold = lighter(_view.folds[0], seed=_view.task.seed)
    return on_one_fold(_model, _view.task.kind, _first(_view, _view.token[:-1]), _view.rows.y, fold, metric, _view.rows.k, _view.task.seed)


@st.cache_resource(max_entries=2, show_spinner=False)
def _first(_view: View, token: Token) -> np.ndarray:
    """(n, d) the encoding of the first fold."""
    return given(_view)["X0"]
