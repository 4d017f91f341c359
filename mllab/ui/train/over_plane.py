"""What a model says over a plane: that of two columns, trained on these alone, or the plane through all columns in which the rows spread widest."""

from copy import deepcopy
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mllab.charts import boundary
from mllab.models import Model
from mllab.models.named import called
from mllab.models.task import Fold
from mllab.models.tune import Axis, Plane, Seen, flat, lighter, plane, seen, telling
from mllab.ui.explore.choice import forget
from mllab.ui.show import plain
from mllab.ui.train.given import given
from mllab.ui.train.view import Token, View

if TYPE_CHECKING:
    import pandas as pd

PLANE, ACROSS, UP = "plane", "across", "up"
TWO, ALL = "two columns", "all columns"
ABOUT = (
    f"- **{TWO}**: the model is trained on these two alone, so that the colour is what it says of every row there.\n"
    f"- **{ALL}**: a flat map (PCA of the encoded rows). The model is trained on all columns and asked about the points of that plane."
)
FEW = "A picture of two columns needs two that can be axes (numbers, dates, or at most 12 classes), and this task has fewer."


def over_plane(view: View, model: Model) -> None:
    """The picture, with the choice of its plane above it."""
    names = _telling(view, view.token[:-1])
    through_all = _all(names)
    if through_all:
        shown, fold = _flat(view, (*view.token[:-1], ALL))
    else:
        columns = _columns(names)
        shown, fold = _plane(view, columns, (*view.token[:-1], columns))
    token = (*view.token[:-1], shown.across.name, shown.up.name)
    answer = _seen(view, model, shown, fold, view.metric, (*token, repr(model), view.metric))
    about = f"What {called(model)} says over {shown.across.name} and {shown.up.name}: {view.metric} {answer.figure:.3g}"
    with st.container(key="boundary"):
        st.vega_lite_chart(_data(view, shown, fold, answer), deepcopy(_picture(view, shown, fold, token)), width="stretch", alt=about)
    st.caption(_under(view, shown, fold, answer, through_all))


def _all(names: list[str]) -> bool:
    """Whether the plane goes through all columns; the only one where no two columns can be axes."""
    if len(names) < 2:
        st.caption(FEW)
        return True
    chosen = st.segmented_control("Over", [TWO, ALL], default=TWO, required=True, key=PLANE, bind="query-params", help=ABOUT)
    return chosen == ALL


def _columns(names: list[str]) -> tuple[str, str]:
    forget(ACROSS, names)
    left, right = st.columns(2)
    across = left.selectbox("Across", names, key=ACROSS, bind="query-params", help="The column from left to right.") or names[0]
    rest = [one for one in names if one != across]
    forget(UP, rest)
    up = right.selectbox("Up", rest, key=UP, bind="query-params", help="The column from the bottom to the top.") or rest[0]
    return across, up


def _under(view: View, shown: Plane, fold: Fold, answer: Seen, through_all: bool) -> str:
    rings = "rings mark those it gets wrong" if view.rows.k else "rings mark the tenth with the largest errors"
    points = f"Points are {min(len(fold.valid), boundary.MOST):,} rows it has not seen; {rings}."
    if through_all:
        trained = (
            f"Trained on all columns, {100 * shown.share:.0f}\u00a0% of whose spread lies in this plane. The colour is what the model says of the plane's own points: "
            "a row lies before or behind it, and may be told otherwise than the colour beneath."
        )
    else:
        trained = f"Trained on these two columns alone: {view.metric} {answer.figure:.3g}."
    return " ".join(filter(None, [trained, points, plain(answer.note)]))


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


@st.cache_resource(max_entries=2, show_spinner="Laying a plane through all columns")
def _flat(_view: View, token: Token) -> tuple[Plane, Fold]:
    fold = lighter(_view.folds[0], seed=_view.task.seed)
    return flat(given(_view)["X0"], fold, _view.task.seed), fold


@st.cache_resource(max_entries=128, show_spinner=False)
def _seen(_view: View, _model: Model, _shown: Plane, _fold: Fold, metric: str, token: Token) -> Seen:
    return seen(_model, _view.task.kind, _shown, _view.rows.y, _fold, metric, _view.rows.k, _view.task.seed)
