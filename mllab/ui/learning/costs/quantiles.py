"""Quantile regression: not only where the middle is, but between which lines most answers lie."""

import numpy as np
import streamlit as st

from mllab.charts import costs
from mllab.learning.costs import best_quantiles
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.learning.costs.given import Given, given
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import chart, facts, kept


def quantiles() -> None:
    """Points, the share that the band is to hold, and the band."""
    asks("Between which lines do most answers lie, and is that as wide everywhere?")
    points = given(usual="a fan")
    _band(points)
    takeaway(
        "The pinball loss fits any quantile, with no assumption about the noise. Two of them make a band that is wide where answers are uncertain and narrow where "
        "they are not, which a mean with one standard deviation cannot.",
        "Koenker & Bassett 1978.",
    )


@st.fragment
def _band(points: Given) -> None:
    share = st.slider(
        "Share of the points in the band",
        0.1,
        0.98,
        0.8,
        0.02,
        key="band",
        bind="query-params",
        help="Half of the rest lies below it and half above.",
    )
    low, high = round((1 - share) / 2, 4), round((1 + share) / 2, 4)
    found = _lines(points.x, points.y, low, high, points.token)
    at = np.linspace(float(points.x.min()), float(points.x.max()), 2)
    names = (f"{low:.0%} quantile", "median", f"{high:.0%} quantile")
    chart(
        kept(costs.bands((points.x, points.y), at, found[:, :1] * at + found[:, 1:], names, points.titles)),
        key="quantile-bands",
        alt="Points with the band",
    )
    said = found[:, :1] * points.x + found[:, 1:]
    slack = 1e-9 * (np.abs(points.y).max() + 1)
    inside = float(((points.y >= said[0] - slack) & (points.y <= said[2] + slack)).mean())
    ends = (found[2] - found[0]) @ np.array([[at[0], at[1]], [1.0, 1.0]])
    facts(
        ("Points in the band", f"{inside:.0%}", "Those on its edges count as inside: with two coefficients, two points lie on each line."),
        (
            "Wide at the left",
            f"{ends[0]:.4g}",
            "The height of the band where x is least; below 0 the lines cross, since each is fitted by itself.",
        ),
        ("Wide at the right", f"{ends[1]:.4g}", "The height of the band where x is greatest."),
    )
    code(_script(points, low, high), name="quantiles.py")


@st.cache_data(max_entries=60, show_spinner=False)
def _lines(_x: np.ndarray, _y: np.ndarray, low: float, high: float, token: str) -> np.ndarray:
    return best_quantiles(_x, _y, (low, 0.5, high))


def _script(points: Given, low: float, high: float) -> Script:
    body = f"""{points.code}
for quantile in ({low!r}, 0.5, {high!r}):
    model = QuantileRegressor(quantile=quantile, alpha=0).fit(x[:, None], y)
    print(quantile, model.coef_[0], model.intercept_)"""
    return Script(body, (*points.imports, "from sklearn.linear_model import QuantileRegressor"))
