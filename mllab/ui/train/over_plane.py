"""What a model says over a plane: its answers as colours behind, rows that it has not seen in front."""

from copy import deepcopy
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mllab.charts import boundary
from mllab.models import Model
from mllab.models.named import called
from mllab.models.task import Fold
from mllab.models.tune import Axis, Plane, Seen, seen
from mllab.ui.show import plain
from mllab.ui.train.planes import ALL, MAP, TWO, Picked
from mllab.ui.train.view import Token, View

if TYPE_CHECKING:
    import pandas as pd


def over_plane(view: View, model: Model, picked: Picked) -> Seen:
    """The picture over the plane, and what the model says there."""
    shown, fold = picked.shown, picked.fold
    answer = _seen(view, model, shown, fold, view.metric, (*picked.token, repr(model), view.metric))
    # what is said instead of the picture must not change with the knob: the browser would build the whole chart anew for it
    about = f"What {model.name} says over {shown.across.name} and {shown.up.name}"
    with st.container(key="boundary"):
        drawn = {**deepcopy(_picture(view, shown, fold, picked.token)), "datasets": _data(view, shown, fold, answer)}
        st.vega_lite_chart(spec=drawn, width="stretch", alt=about)
        st.caption(_under(view, model, picked, answer))
    return answer


def _under(view: View, model: Model, picked: Picked, answer: Seen) -> str:
    fold, share = picked.fold, f"{100 * picked.shown.share:.0f}\u00a0%"
    rings = "rings mark those it gets wrong" if view.rows.k else "rings mark the tenth with the largest errors"
    points = f"Points are {min(len(fold.valid), boundary.MOST):,} rows it has not seen; {rings}."
    trained = {
        TWO: f"trained on these two columns alone: {view.metric} {answer.figure:.3g}.",
        ALL: f"trained on all columns, {share} of whose spread lies in this plane. The colour is what the model says of the plane's own points: "
        "a row lies before or behind it, and may be told otherwise than the colour beneath.",
        MAP: f"trained on all columns. The colour is what the model says of a mixture of the rows around a point, which gives back {share} of the rows' spread: "
        "a row may be told otherwise than the colour beneath.",
    }[picked.over]
    return " ".join(filter(None, [f"{plain(called(model))}:", trained, points, plain(answer.note)]))


@st.cache_resource(max_entries=16, show_spinner=False)
def _picture(_view: View, _shown: Plane, _fold: Fold, token: Token) -> dict[str, object]:
    """The picture without its data; it is the same wherever the knob is, so that the browser keeps it and draws new data into it."""
    sides, rows = (_side(_shown.across), _side(_shown.up)), len(_fold.valid)
    if _view.rows.k:
        return boundary.classes(_view.rows.classes, sides, rows)
    return boundary.numbers(_extent(_view, _fold), _view.task.target, sides, rows)


def _data(view: View, shown: Plane, fold: Fold, answer: Seen) -> dict[str, "pd.DataFrame"]:
    place = np.column_stack([shown.across.place, shown.up.place])[fold.valid] + _apart(shown, len(fold.valid))
    y, shape = view.rows.y[fold.valid], (len(shown.up.stops), len(shown.across.stops))
    if view.rows.k:
        names, said = np.array(view.rows.classes), answer.predicted.argmax(axis=1)
        judged = boundary.Judged(place, names[y].tolist(), names[said].tolist(), said != y, y.astype(np.float64))
        return boundary.parts(boundary.class_colours(answer.cells.reshape(*shape, -1)), judged)
    errors = np.abs(answer.predicted - y)
    true, told = ([f"{one:.4g}" for one in numbers] for numbers in (y, answer.predicted))
    judged = boundary.Judged(place, true, told, errors > np.quantile(errors, 0.9), y)
    return boundary.parts(boundary.number_colours(answer.cells.reshape(shape), _extent(view, fold)), judged)


def _extent(view: View, fold: Fold) -> tuple[float, float]:
    low, high = np.quantile(view.rows.y[fold.valid], [0.02, 0.98])
    return float(low), float(high)


def _side(axis: Axis) -> boundary.Side:
    return boundary.Side(axis.name, axis.ends, axis.names, axis.about == "date")


def _apart(shown: Plane, n: int) -> np.ndarray:
    """(n, 2) rows of the same class are drawn beside each other."""
    rng = np.random.default_rng(0)
    return np.column_stack([rng.uniform(-0.3, 0.3, n) if axis.names else np.zeros(n) for axis in (shown.across, shown.up)])


@st.cache_resource(max_entries=128, show_spinner=False)
def _seen(_view: View, _model: Model, _shown: Plane, _fold: Fold, metric: str, token: Token) -> Seen:
    return seen(_model, _view.task.kind, _shown, _view.rows.y, _fold, metric, _view.rows.k, _view.task.seed)
