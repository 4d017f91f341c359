"""Predictions shared out among the columns (SHAP): overall for some rows, and for one row by itself."""

import numpy as np
import streamlit as st

from mllab.charts.dependence import beeswarm
from mllab.charts.shares import shares
from mllab.models.explain import Shapley, shapley
from mllab.models.explain._coalitions import EXACT, ORDERS
from mllab.models.explain.shapley import TREES
from mllab.models.fitted import Fitted
from mllab.ui import chart, plain
from mllab.ui.train.explained.judged import asked, class_box, cost, drawn, positive, said
from mllab.ui.train.final import final
from mllab.ui.train.view import View

MOST, LEAST = 200, 10  # rows that are shared out
KNOWN, FEWEST = 30, 5  # rows that unknown columns are taken from
SECONDS = 2.0
ABOUT = (
    "Each answer is shared out among the columns so that the shares add up to it: a column's share is what it changes when it becomes known, averaged over every order in "
    "which columns can become known (Shapley 1953; Lundberg & Lee 2017). Columns that go together are pulled apart as if they did not."
)


def show(view: View) -> None:
    """A dot per row and column."""
    fitted = final(view)
    code = class_box(view) if view.rows.k > 2 else positive(view) if view.rows.k else None
    count, takes = _rows(view, fitted)
    token = (*view.token, code)
    if takes > SECONDS and st.session_state.get("_shares") != token:
        st.button("Share out the answers", icon=":material/play_arrow:", type="primary", on_click=_start, args=(token,))
        st.caption(f"Takes about {takes:.0f} s for {count} rows with this model.")
        return
    rows = drawn(fitted.encoder.many, count, view.task.seed)
    found = _shared(view, fitted, fitted.encoder.rows(rows), code, (*token, "all"))
    best = int(found.importance.argmax())
    st.markdown(
        f"**{plain(found.columns[best])}** moves {plain(said(view, code))} most: by {found.importance[best]:.3g}{_unit(found)} on average.",
        help=ABOUT,
    )
    scaled = _scaled(view, fitted, rows, found.columns)
    chart(beeswarm(found.values, scaled, found.columns, found.unit, view.task.seed), alt="Share of each column in the answers")
    st.caption(f"{len(rows):,} rows; right of 0 pushes up. Grey: values without an order. {found.how}", help=ABOUT)


def _start(token: tuple[object, ...]) -> None:
    st.session_state["_shares"] = token


def of_row(view: View, fitted: Fitted, x: np.ndarray, code: int | None, token: tuple[object, ...]) -> None:
    """The shares of one encoded row x (d,), from the mean answer to its own."""
    found = _shared(view, fitted, x[None], code, (*view.token, code, *token))
    order = np.argsort(-np.abs(found.values[0]))
    pushes = found.values[0][order[0]]
    st.markdown(
        f"**Why**: {plain(found.columns[order[0]])} {'raises' if pushes > 0 else 'lowers'} it most, by {abs(pushes):.3g}{_unit(found)}.",
        help=ABOUT,
    )
    chart(shares(found.columns, found.values[0], found.base, found.unit), alt=f"Shares of the columns in {said(view, code)}")
    st.caption(
        f"From the mean answer, {found.base:.3g}, the shares add up to {found.answers[0]:.3g}{_unit(found)}. {found.how}", help=ABOUT
    )


def _unit(found: Shapley) -> str:
    return " in log-odds" if found.unit == "log-odds" else ""


def _by_formula(fitted: Fitted) -> bool:
    return type(fitted.trained.estimator).__name__ in TREES or hasattr(fitted.trained.estimator, "coef_")


def _row_cost(view: View, fitted: Fitted, background: int) -> float:
    """Seconds to share out one row by asking."""
    columns = len(set(fitted.encoder.sources))
    return cost(view, background * (2**columns if columns <= EXACT else 2 * ORDERS * (columns + 1)))


def _background(view: View, fitted: Fitted) -> int:
    """As many rows to take unknown columns from as let one row be shared out in a second or so."""
    return int(np.clip(KNOWN / max(_row_cost(view, fitted, KNOWN), 1e-9), FEWEST, KNOWN))


def _rows(view: View, fitted: Fitted) -> tuple[int, float]:
    """As many rows as can be shared out in a few seconds, at least ten, and how long they take."""
    if _by_formula(fitted):
        return MOST, 0.0
    each = max(_row_cost(view, fitted, _background(view, fitted)), 1e-6)
    count = int(np.clip(SECONDS / each, LEAST, MOST))
    return count, count * each


@st.cache_resource(max_entries=32, show_spinner="Sharing out the answers")
def _shared(_view: View, _fitted: Fitted, _X: np.ndarray, code: int | None, token: tuple[object, ...]) -> Shapley:
    encoder, estimator = _fitted.encoder, _fitted.trained.estimator
    background = encoder.rows(drawn(encoder.many, _background(_view, _fitted), _view.task.seed + 1))
    if hasattr(estimator, "coef_") and isinstance(encoder.values, np.ndarray):
        background = encoder.values
    return shapley(estimator, asked(_fitted, code), _X, background, _fitted.encoder.sources, code, _view.task.seed)


def _scaled(view: View, fitted: Fitted, rows: np.ndarray, columns: tuple[str, ...]) -> np.ndarray:
    """(n, c) place of each value among those of its column, 0 to 1; NaN where values have no order."""
    frame = view.rows.frame.iloc[view.rows.train[rows]]
    kinds = {column.name: column.kind for column in view.columns}
    parts = [
        frame[name].rank(pct=True).to_numpy(dtype=float, na_value=np.nan)
        if kinds[name] in {"number", "date", "boolean"}
        else np.full(len(rows), np.nan)
        for name in columns
    ]
    return np.column_stack(parts)
