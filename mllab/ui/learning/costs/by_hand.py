"""A line and a logistic curve laid by hand, against the best."""

import numpy as np
import streamlit as st

from mllab.charts import costs
from mllab.learning.costs import best_line, best_logistic
from mllab.learning.losses import LOSSES, Loss
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.knobs import choose
from mllab.ui.learning.costs.given import Given, given
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import chart, facts, kept

OF_LINES = {name: one for name, one in LOSSES.items() if one.kind == "numbers"}
CLOSE = 1.02  # times the least loss: as good as found
POINTS = 121


def line() -> None:
    """Points, the loss, and two sliders: slope, and height in the middle."""
    asks("Which line costs least? Lay it by hand before you look.")
    points = given()
    with st.sidebar:
        loss = choose(OF_LINES, key="line-loss", default="squared", label="Loss")
        shown = reveal("line")
    _line(points, loss, shown)
    takeaway(
        "“Best” means nothing before a cost is named: with outliers, the squared loss draws the line to them and the absolute loss leaves it with the many.",
        "Legendre 1805; Boscovich 1757; Huber 1964; Koenker & Bassett 1978.",
    )


@st.fragment
def _line(points: Given, loss: Loss, shown: bool) -> None:
    x, y = points.x, points.y
    a, b = _best(x, y, loss, points.token)
    size, middle = float(np.std(y) / (np.std(x) or 1.0)) or 1.0, float(np.mean(x))
    left, right = st.columns(2, gap="large")
    steep = left.slider(
        "Slope",
        -3.0,
        3.0,
        0.0,
        0.01,
        key="line-slope",
        bind="query-params",
        help=f"In multiples of {size:.3g}: the spread of y over the spread of x.",
    )
    high = right.slider(
        "Height in the middle",
        -2.0,
        2.0,
        0.0,
        0.01,
        key="line-height",
        bind="query-params",
        help="How far above the mean of y it is at the mean of x, in spreads of y.",
    )
    slope, intercept = steep * size, float(np.mean(y)) + high * float(np.std(y)) - steep * size * middle
    at = np.linspace(float(x.min()), float(x.max()), 2)
    lines = {costs.HAND: slope * at + intercept, **({costs.BEST: a * at + b} if shown else {})}
    chart(
        kept(costs.fitted((x, y), at, lines, points.titles, slope * x + intercept)),
        key="by-hand",
        alt="Points, your line, and the best one when it is shown",
    )
    yours, least = (float(loss.value(s * x + i, y).mean()) for s, i in ((slope, intercept), (a, b)))
    _figures(yours, least, shown, f"y = {slope:.4g} x + {intercept:.4g}", f"y = {a:.4g} x + {b:.4g}", f"mean {loss.name} loss")
    code(_script(points, loss), name="line.py")


@st.cache_data(max_entries=60, show_spinner=False, hash_funcs={Loss: repr})
def _best(_x: np.ndarray, _y: np.ndarray, loss: Loss, token: str) -> tuple[float, float]:
    return best_line(_x, _y, loss)


def logistic() -> None:
    """Two classes over one number, and two sliders: where the curve crosses one half, and how steep it is."""
    asks("How sure can one be of the class, at each place? Lay the curve by hand before you look.")
    points = given(classes=True)
    with st.sidebar:
        shown = reveal("logistic")
    _logistic(points, shown)
    takeaway(
        "Cross-entropy asks for probabilities that come true, not for a clean cut: where classes overlap, the best curve is gentle; where a cut separates them, steeper is "
        "always better, and there is no best.",
        "Cox 1958; Albert & Anderson 1984.",
    )


@st.fragment
def _logistic(points: Given, shown: bool) -> None:
    x, y = points.x, points.y
    best, spread, low = best_logistic(x, y), float(np.std(x)) or 1.0, float(x.min())
    width = float(x.max()) - low or 1.0
    left, right = st.columns(2, gap="large")
    cut = left.slider(
        "Where it crosses one half", 0.0, 1.0, 0.5, 0.005, key="logistic-cut", bind="query-params", help="As a share of the range of x."
    )
    steep = right.slider(
        "Steepness", -20.0, 20.0, 0.5, 0.1, key="logistic-steep", bind="query-params", help="The weight of x, in units of one spread of x."
    )
    weight = steep / spread
    hand = weight, -weight * (low + cut * width)
    at = np.linspace(low, low + width, POINTS)
    lines = {costs.HAND: _curve(at, hand), **({costs.BEST: _curve(at, best)} if shown and best else {})}
    chart(
        kept(costs.fitted((x, y), at, lines, points.titles)),
        key="logistic-by-hand",
        alt="Two classes, your logistic curve, and the best one when it is shown",
    )
    loss = LOSSES["cross-entropy"]()
    yours, least = float(loss.value(_curve(x, hand), y).mean()), float(loss.value(_curve(x, best), y).mean()) if best else 0.0
    told = f"weight {best[0]:.4g}, offset {best[1]:.4g}" if best else "none: steeper is always better"
    _figures(yours, least, shown, f"weight {hand[0]:.4g}, offset {hand[1]:.4g}", told, "mean cross-entropy")
    code(_logistic_script(points), name="logistic.py")


def _curve(x: np.ndarray, weights: tuple[float, float]) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-np.clip(weights[0] * x + weights[1], -500, 500))))


def reveal(key: str) -> bool:
    """Whether the best is shown."""
    return st.toggle("Show the best", key=f"show-best-{key}", bind="query-params", help="The fit that costs least. Try without it first.")


def _figures(yours: float, least: float, shown: bool, hand: str, best: str, what: str) -> None:
    facts(
        ("Yours costs", f"{yours:.4g}", f"The {what} of what you laid: {hand}."),
        *((("The least possible", f"{least:.4g}", f"The {what} of the best: {best}."),) if shown else ()),
    )
    st.caption(f"Yours: {hand}." + (f" The best: {best}." if shown else ""))
    if yours <= CLOSE * least:
        st.success("As good as the best: no more than 2 % above the least possible.", icon=":material/check:")
    elif shown and least > 0:
        st.markdown(f"Yours costs **{yours / least:.3g} times** the least possible.")


def _script(points: Given, loss: Loss) -> Script:
    body = f"""{points.code}
loss = {loss!r}
slope, intercept = best_line(x, y, loss)
print(slope, intercept, loss.value(slope * x + intercept, y).mean())"""
    kind = type(loss)
    return Script(body, (*points.imports, "from mllab.learning.costs import best_line", f"from {kind.__module__} import {kind.__name__}"))


def _logistic_script(points: Given) -> Script:
    body = f"""{points.code}
model = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(x[:, None], y)
print(model.coef_[0, 0], model.intercept_[0], log_loss(y, model.predict_proba(x[:, None])))"""
    imports = ("import numpy as np", "from sklearn.linear_model import LogisticRegression", "from sklearn.metrics import log_loss")
    return Script(body, (*points.imports, *imports))
