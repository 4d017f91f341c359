"""One column at a time: what the model says over its values, on average and for single rows; and which columns act together."""

import numpy as np
import streamlit as st

from mllab.charts.dependence import dependence as picture
from mllab.charts.ranges import ranges
from mllab.models.explain import Dependence, Together, blocks, dependence, interactions, outputs, plausible
from mllab.models.fitted import Fitted
from mllab.ui import chart, plain
from mllab.ui.explore.choice import column_box
from mllab.ui.train.explained.judged import asked, class_box, cost, drawn, positive, said
from mllab.ui.train.final import final
from mllab.ui.train.view import View

ROWS, LOOKED = 300, 40  # rows that are averaged over, and rows to find out which column moves most
PAIRED, SAMPLE = 5, 40  # columns whose pairs are looked at, and rows for it
SLOW = 2.0  # seconds
ABOUT = (
    "The column is set to each of its values in every row, and the model is asked again: the thick line is the mean (Friedman 2001), thin ones are single rows (Goldstein et "
    "al. 2015). Where thin lines cross, the column acts differently in different rows. Rows that cannot exist are asked about, too."
)
TOGETHER = (
    "What two columns do together that is not the sum of what each does alone, from their partial dependence, as it typically is (root mean square) in the unit of the answer. "
    "Friedman's H, on hover, is its part of all that the pair does: 0 is none, 1 all of it (Friedman & Popescu 2008); it is large over little where a pair hardly matters."
)


def show(view: View) -> None:
    """The effect of the chosen column; at first the one that moves the answer most."""
    fitted = final(view)
    with st.container(horizontal=True):
        code = class_box(view) if view.rows.k > 2 else (positive(view) if view.rows.k else None)
        token = (*view.token, code)
        ranked = _ranked(view, fitted, code, token)
        if not ranked:
            st.info("No column has values that can be lined up: all are long texts.", icon=":material/info:")
            return
        column = column_box("Column", ranked, "effect-column", ranked[0], help="Those that move the answer most come first.")
        centred = st.toggle(
            "All from 0", key="effect-centred", bind="query-params", help="Lets every line begin at 0, so that their shapes compare."
        )
    if not column:
        st.info("Choose a column.", icon=":material/info:")
        return
    found = _effect(view, fitted, column, code, (*token, column))
    kind = next(one.kind for one in view.columns if one.name == column)
    _words(view, found, code, kind)
    chart(
        picture(found.values, found.each, column, said(view, code), kind in {"number", "date"}, bool(centred), view.task.seed),
        alt=f"{said(view, code)} over {column}",
    )
    st.caption(
        f"Thick: mean over {len(found.each):,} rows. Thin: single rows."
        if kind in {"number", "date"}
        else f"Dot: mean over {len(found.each):,} rows. Bar: 80 % of them.",
        help=ABOUT,
    )


def together(view: View) -> None:
    """How strongly the columns that matter most act together."""
    fitted = final(view)
    code = class_box(view) if view.rows.k > 2 else (positive(view) if view.rows.k else None)
    token = (*view.token, code)
    ranked = _ranked(view, fitted, code, token)[:PAIRED]
    if len(ranked) < 2:
        st.info("It takes two columns to act together.", icon=":material/info:")
        return
    pairs = PAIRED * (PAIRED - 1) // 2 + PAIRED
    takes = cost(view, pairs * SAMPLE**2)
    if takes > SLOW and st.session_state.get("_pairs") != token:
        st.button("Look for columns that act together", icon=":material/play_arrow:", type="primary", on_click=_start, args=(token,))
        st.caption(f"Takes about {takes:.0f} s with this model.")
        return
    found = _pairs(view, fitted, code, tuple(ranked), token)
    names = [f"{pair.one} with {pair.other}" for pair in found]
    sizes = np.array([pair.size for pair in found])
    best, spread = found[0], float(asked(fitted, code)(fitted.encoder.rows(_sample(view, fitted))).std())
    part = best.size / spread if spread else 0.0
    verdict = "act together" if part > 0.1 else "act together a little" if part > 0.03 else "simply add up"
    st.markdown(
        f"**{plain(best.one)} and {plain(best.other)}** {verdict}: beyond their sum they move {plain(said(view, code))} by {best.size:.2g}, of {spread:.2g} that it varies.",
        help=TOGETHER,
    )
    blank, hs = np.full(len(found), np.nan), [f"Friedman's H is {pair.h:.2f}" for pair in found]
    chart(
        ranges(names, sizes, blank, blank, f"beyond their sum, in {said(view, code)}", bars=True, told=hs, format=".3f"),
        alt="How strongly pairs of columns act together",
    )
    st.caption(f"The {len(ranked)} columns that move the answer most, on {SAMPLE} rows.", help=TOGETHER)


def order_of(view: View, fitted: Fitted) -> list[str]:
    """The columns, those that move the answer most first."""
    code = positive(view) if view.rows.k else None
    return _ranked(view, fitted, code, (*view.token, code))


def _start(token: tuple[object, ...]) -> None:
    st.session_state["_pairs"] = token


def _grids(view: View, most: int) -> dict[str, list[object]]:
    frame = view.rows.frame.iloc[view.rows.train]
    found = {column.name: plausible(frame[column.name], column.kind, most) for column in view.columns}
    return {name: values for name, values in found.items() if len(values) > 1}


@st.cache_data(max_entries=32, show_spinner="Trying every column")
def _ranked(_view: View, _fitted: Fitted, code: int | None, token: tuple[object, ...]) -> list[str]:
    """The columns that can be lined up, those that move the answer most first; in the order of the table where finding out would take long."""
    used = set(_fitted.encoder.sources)
    grids = {name: values for name, values in _grids(_view, 8).items() if name in used}
    if cost(_view, 8 * LOOKED * len(grids)) > SLOW:
        return list(grids)
    X = _fitted.encoder.rows(drawn(_fitted.encoder.many, LOOKED, _view.task.seed))
    made = blocks(_fitted.encoder, _view.rows.frame, grids)
    spans = {
        name: dependence(asked(_fitted, code), X, outputs(_fitted.encoder, name), made[name], name, grids[name]).span for name in grids
    }
    return sorted(grids, key=lambda name: -spans[name])


@st.cache_resource(max_entries=64, show_spinner="Asking the model")
def _effect(_view: View, _fitted: Fitted, column: str, code: int | None, token: tuple[object, ...]) -> Dependence:
    rows = ROWS
    while rows > 40 and cost(_view, rows * 20) > SLOW:
        rows //= 2
    values = _grids(_view, 20)[column]
    X = _fitted.encoder.rows(drawn(_fitted.encoder.many, rows, _view.task.seed))
    block = blocks(_fitted.encoder, _view.rows.frame, {column: values})[column]
    return dependence(asked(_fitted, code), X, outputs(_fitted.encoder, column), block, column, values)


@st.cache_data(max_entries=16, show_spinner="Trying pairs of columns")
def _pairs(_view: View, _fitted: Fitted, code: int | None, columns: tuple[str, ...], token: tuple[object, ...]) -> list[Together]:
    X = _fitted.encoder.rows(_sample(_view, _fitted))
    return interactions(asked(_fitted, code), X, {name: outputs(_fitted.encoder, name) for name in columns})


def _sample(view: View, fitted: Fitted) -> np.ndarray:
    return drawn(fitted.encoder.many, SAMPLE, view.task.seed)


def _words(view: View, found: Dependence, code: int | None, kind: str) -> None:
    mean = found.mean
    low, high = int(mean.argmin()), int(mean.argmax())
    spoken = (lambda p: f"{p:.0%}".replace("%", " %")) if code is not None else (lambda v: f"{v:,.4g}")
    at = [_value(found.values[i]) for i in (low, high)]
    st.markdown(
        f"Over {plain(found.column)}, the mean {plain(said(view, code))} goes from **{spoken(mean[low])}** (at {plain(at[0])}) to **{spoken(mean[high])}** (at {plain(at[1])}).",
        help=ABOUT,
    )


def _value(value: object) -> str:
    if isinstance(value, bool | np.bool_):
        return str(bool(value)).lower()
    if isinstance(value, int | float | np.number):
        return f"{float(value):,.4g}"
    return str(value.date()) if hasattr(value, "date") else str(value)
