"""Maximum likelihood: a curve is moved until the data are likeliest under it."""

import numpy as np
import streamlit as st

from mllab.charts import costs
from mllab.learning.costs import DENSITIES, Density, best_density
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.learning.costs.by_hand import reveal
from mllab.ui.learning.costs.given import Given, given
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import chart, facts, kept

POINTS = 161
SPREADS = 4.0  # the curve is drawn this many spreads to both sides


def likelihood() -> None:
    """The values, a density, and two sliders: its place and its width."""
    asks("Which curve makes what was seen likeliest?")
    points = given()
    with st.sidebar:
        names = list(DENSITIES)
        name = st.selectbox(
            "Density",
            names,
            key="density",
            bind="query-params",
            help="\n".join(f"- **{one.name}**: {one.about}" for one in DENSITIES.values()),
        )
        shown = reveal("likelihood")
    _moved(points, DENSITIES[name or names[0]], shown)
    takeaway(
        "Most losses are likelihoods in disguise: the squared loss is minus the log-likelihood of normal noise, the absolute loss that of Laplace noise, and cross-entropy "
        "that of a coin. To choose a loss is to say what the noise is like.",
        "Fisher 1922.",
    )


@st.fragment
def _moved(points: Given, density: Density, shown: bool) -> None:
    x = points.y
    place, width = best_density(density, x)
    middle, spread = float(np.mean(x)), float(np.std(x))
    left, right = st.columns(2, gap="large")
    moved = left.slider(
        "Place", -2.0, 2.0, 1.0, 0.02, key="density-place", bind="query-params", help="In spreads from the mean of the values."
    )
    wide = right.slider("Width", 0.1, 3.0, 1.5, 0.02, key="density-width", bind="query-params", help="In spreads of the values.")
    hand = middle + moved * spread, wide * spread
    at = np.linspace(middle - SPREADS * spread, middle + SPREADS * spread, POINTS)
    lines = {costs.HAND: density.curve(at, *hand), costs.BEST: density.curve(at, place, width)}
    drawn = lines if shown else {costs.HAND: lines[costs.HAND]}
    chart(
        kept(costs.density(x, at, drawn, points.titles[1])),
        key="likelihood",
        alt=f"The values and your {density.name} density, and the best one when it is shown",
    )
    yours, most = density.log_likelihood(x, *hand), density.log_likelihood(x, place, width)
    facts(
        ("Your log-likelihood", f"{yours:.2f}", "The sum of the logarithms of the curve's height at every value. Greater is better."),
        *((("The greatest possible", f"{most:.2f}", f"At place {place:.4g} and width {width:.4g}: {density.about}."),) if shown else ()),
    )
    st.caption(f"Yours: place {hand[0]:.4g}, width {hand[1]:.4g}." + (f" The best: place {place:.4g}, width {width:.4g}." if shown else ""))
    if most - yours < 0.5:
        st.success("As good as the best: the data hardly tell the two apart.", icon=":material/check:")
    code(_script(points, density), name="likelihood.py")


def _script(points: Given, density: Density) -> Script:
    body = f"""{points.code}
density = DENSITIES[{density.name!r}]
place, width = best_density(density, y)
print(place, width, density.log_likelihood(y, place, width))"""
    return Script(body, (*points.imports, "from mllab.learning.costs import DENSITIES, best_density"))
