"""The planes that a model's answers are drawn over: that of two columns, the one in which the encoded rows spread widest, or a map of them."""

from dataclasses import dataclass, field

import numpy as np
import streamlit as st

from mllab import jobs
from mllab.errors import DataError
from mllab.jobs import Job
from mllab.jobs.matrices import whole
from mllab.models.task import Fold
from mllab.models.tune import Plane, flat, lighter, over_map, plane, telling
from mllab.reduce import REDUCERS
from mllab.ui.explore.choice import forget
from mllab.ui.train.final import awaited
from mllab.ui.train.given import given
from mllab.ui.train.view import Token, View

PLANE, ACROSS, UP = "plane", "across", "up"
TWO, ALL, MAP = "two columns", "all columns", "a map"
EMBED, METHOD = "mllab.jobs.mapping:embed", "UMAP"
ABOUT = (
    f"- **{TWO}**: the model is trained on these two alone, so that the colour is what it says of every row there.\n"
    f"- **{ALL}**: a flat map (PCA of the encoded rows). The model is trained on all columns and asked about the points of that plane.\n"
    f"- **{MAP}**: like rows lie close together ({METHOD}). The model is trained on all columns; a point is answered as a mixture of the rows around it."
)
FEW = "A picture of two columns needs two that can be axes (numbers, dates, or at most 12 classes), and this task has fewer."


@dataclass(frozen=True, eq=False)
class Picked:
    """A plane and the fold that is drawn on it; `over` says which kind of plane, `token` all that it depends on, for caches."""

    shown: Plane = field(repr=False)
    fold: Fold = field(repr=False)
    over: str
    token: Token

    @property
    def whole(self) -> bool:
        """Whether the model is trained on all columns."""
        return self.over != TWO


def pick_plane(view: View) -> Picked:
    """The choice of the plane."""
    names = _telling(view, view.token[:-1])
    over = _over(names)
    if over == TWO:
        columns = _columns(names)
        token = (*view.token[:-1], columns)
        return Picked(*_plane(view, columns, token), over, token)
    token = (*view.token[:-1], over)
    return Picked(*(_flat if over == ALL else _mapped)(view, token), over, token)


def _over(names: list[str]) -> str:
    """Which kind of plane; not that of two columns where no two can be axes."""
    if len(names) < 2:
        st.caption(FEW)
        return ALL
    chosen = st.segmented_control("Over", [TWO, ALL, MAP], default=TWO, required=True, key=PLANE, bind="query-params", help=ABOUT)
    return chosen or TWO


def _columns(names: list[str]) -> tuple[str, str]:
    forget(ACROSS, names)
    left, right = st.columns(2)
    across = left.selectbox("Across", names, key=ACROSS, bind="query-params", help="The column from left to right.") or names[0]
    rest = [one for one in names if one != across]
    forget(UP, rest)
    up = right.selectbox("Up", rest, key=UP, bind="query-params", help="The column from the bottom to the top.") or rest[0]
    return across, up


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
    return flat(_encoded(_view), fold, _view.task.seed), fold


def _mapped(view: View, token: Token) -> tuple[Plane, Fold]:
    """The rows of the light fold on a map of their own."""
    job, rows, fold = _map_job(view, token)
    job.again()  # where its result was swept; what is done or under way is left alone
    return _map(view, awaited(job, "Laying the map")["positions"], rows, fold, (*token, job.id)), fold


@st.cache_resource(max_entries=2, show_spinner=False)
def _map_job(_view: View, token: Token) -> tuple[Job, np.ndarray, Fold]:
    """The job that lays the map, and the rows that are on it."""
    fold = lighter(_view.folds[0], seed=_view.task.seed)
    rows = np.sort(np.concatenate([fold.train, fold.valid]))
    spec = {"reducer": REDUCERS[METHOD]().spec(), "seed": _view.task.seed}
    return jobs.start(EMBED, spec, {"X": _encoded(_view)[rows]}, f"{METHOD} of {_view.table.name}"), rows, fold


def _encoded(view: View) -> np.ndarray:
    """(n, d) the encoding of the first fold. Raises DataError where it was made without its zeros."""
    found = whole(given(view)["X0"])
    if not isinstance(found, np.ndarray):
        raise DataError(
            f"{found.shape[0]:,} texts of {found.shape[1]:,} words are too many for a picture. Read the texts as a few numbers."
        )
    return found


@st.cache_resource(max_entries=2, show_spinner=False)
def _map(_view: View, _positions: np.ndarray, _rows: np.ndarray, _fold: Fold, token: Token) -> Plane:
    X = _encoded(_view)
    places = np.full((len(X), 2), np.nan)
    places[_rows] = _positions[:, :2]
    return over_map(X, places, _fold)
