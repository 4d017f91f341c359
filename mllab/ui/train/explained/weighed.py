"""The weights of a linear model with their intervals."""

import numpy as np
import streamlit as st

from mllab.charts.ranges import ranges
from mllab.models.explain import Coefficients, known, resampled, weights
from mllab.models.fitted import Fitted
from mllab.ui import chart, plain, watch
from mllab.ui.train.explained.judged import class_box, named, positive
from mllab.ui.train.final import final
from mllab.ui.train.view import View

SHOWN, ROUNDS = 25, 100
ABOUT = (
    "What one more of an output adds: to the answer, or to the log-odds of a class. Numbers are counted in standard deviations, so weights compare. "
    "Columns that go together share their weight, and one alone may look small."
)


def show(view: View) -> None:
    """The largest weights; intervals by formula where there is one, else from bootstraps."""
    fitted = final(view)
    found = _known(view, fitted, view.token)
    if found is None:
        found = _bootstrapped(view, fitted)
    if found is None:
        return
    row, sign, code = 0, 1.0, positive(view) if view.rows.k else 0
    if view.rows.k > 2 and len(found.values) > 1:
        code = class_box(view)
        row = list(fitted.trained.estimator.classes_).index(code)
    elif view.rows.k == 2:
        sign = 1.0 if code == 1 else -1.0
    values, low, high = sign * found.values[row], sign * found.low[row], sign * found.high[row]
    low, high = np.minimum(low, high), np.maximum(low, high)
    order = np.argsort(-np.abs(values[:-1]), kind="stable")[:SHOWN]
    names = [fitted.encoder.names[i] for i in order]
    clear = ~((low[order] <= 0) & (high[order] >= 0))
    what = f"the log-odds of {named(view, code)}" if view.rows.k else view.task.target
    st.markdown(f"**{plain(names[0])}** weighs most: {values[order[0]]:+.3g} on {plain(what)}.", help=ABOUT)
    chart(ranges(names, values[order], low[order], high[order], "weight", 0.0, list(clear)), alt="Weights with intervals")
    more = f"The largest {SHOWN} of {len(values) - 1} weights. " if len(values) - 1 > SHOWN else ""
    st.caption(f"{more}The intercept is {values[-1]:.4g}. Grey: the interval holds 0. 95 % intervals: {found.how}", help=ABOUT)


def has(view: View) -> bool:
    """Whether the model looked at has weights to show."""
    return view.chosen is not None and view.chosen.model.name in LINEAR


LINEAR = (
    "linear regression", "logistic regression", "ridge", "lasso", "elastic net", "Poisson regression", "gamma regression",
    "quantile regression", "linear discriminant analysis",
)  # fmt: skip


@st.cache_resource(max_entries=16, show_spinner=False)
def _known(_view: View, _fitted: Fitted, token: tuple[object, ...]) -> Coefficients | None:
    return known(_fitted.trained.estimator, _fitted.encoder.rows(), _view.rows.y[_view.rows.train])


def _bootstrapped(view: View, fitted: Fitted) -> Coefficients | None:
    estimator = fitted.trained.estimator
    if weights(estimator) is None:
        st.info("This model keeps no weights to show.", icon=":material/info:")
        return None
    y = view.rows.y[view.rows.train]
    states, _ = watch(
        "weights", view.token, lambda: resampled(fitted.model, estimator, fitted.encoder.rows(), y, view.task.kind, ROUNDS, view.task.seed), "Bootstrap", ROUNDS
    )  # fmt: skip
    return states[-1] if states else None
