"""Many dimensions: how near the nearest row is, and where the volume lies."""

import numpy as np
import streamlit as st

from mllab.charts.over import over
from mllab.charts.palette import NOISE, PALETTE
from mllab.learning.beyond import ball_in_cube, distances, edge, shell
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import chart, facts, kept

STOPS = (1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000)


def dimensions() -> None:
    """Distances that were measured, and volumes by their closed forms."""
    asks("Neighbors are rows that lie near. With a thousand columns, does any row lie near another?")
    with st.sidebar:
        d = st.select_slider("Dimensions", STOPS, value=20, key="dimensions", bind="query-params", help="How many columns a row has.")
        n = st.slider("Rows", 50, 2000, 500, 50, key="dimension-rows", bind="query-params", help="How many rows there are to be near to.")
        gaussian = st.toggle(
            "Gaussian",
            key="dimension-shape",
            bind="query-params",
            help="Rows from a normal distribution in place of a cube that is evenly filled.",
        )
        share = st.slider(
            "Share of rows",
            0.01,
            0.5,
            0.1,
            0.01,
            key="dimension-share",
            bind="query-params",
            help="How many rows a neighborhood is to hold.",
        )
        thick = st.slider(
            "Shell",
            0.01,
            0.3,
            0.05,
            0.01,
            key="dimension-shell",
            bind="query-params",
            help="How thick the skin is, as a share of the radius.",
        )
    _shown(int(d), n, gaussian, share, thick)
    body = f"""dimensions = {STOPS}
nearest, mean, farthest = distances(dimensions, {n}, gaussian={gaussian})
for d, ratio, inside, width in zip(dimensions, farthest / nearest, shell(dimensions, {thick}), edge(dimensions, {share})):
    print(f"{{d}} dimensions: farthest / nearest {{ratio:.2f}}, in the shell {{inside:.1%}}, edge for {share:.0%} of the rows {{width:.2f}}")"""
    code(Script(body, ("from mllab.learning.beyond import distances, edge, shell",)), name="many_dimensions.py")


@st.cache_data(max_entries=20, show_spinner="Measuring distances")
def _distances(n: int, gaussian: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return distances(np.array(STOPS), n, gaussian=gaussian)


def _shown(d: int, n: int, gaussian: bool, share: float, thick: float) -> None:
    nearest, mean, farthest = _distances(n, gaussian)
    at, stops = STOPS.index(d), np.array(STOPS)
    near = {"nearest row": nearest / mean, "farthest row": farthest / mean}
    volumes = {
        "of a ball, in its shell": shell(stops, thick),
        "of a cube, in its ball": ball_in_cube(stops),
        "edge of a neighborhood": edge(stops, share),
    }
    facts(
        (
            "Farthest / nearest",
            f"{farthest[at] / nearest[at]:.3g}",
            "How many times as far away the farthest row is as the nearest. At 1 all rows are alike.",
        ),
        ("In the shell", _percent(shell(stops, thick)[at]), f"How much of a ball lies within {thick:.0%} of its radius below the surface."),
        (
            "Edge",
            f"{edge(stops, share)[at]:.2f}",
            f"How wide a neighborhood must be to hold {share:.0%} of the rows, in widths of all the data.",
        ),
        ("Ball in its cube", _percent(ball_in_cube(stops)[at]), "How much of a cube the largest ball in it fills: the rest are corners."),
    )
    left, right = st.columns(2, gap="medium")
    with left:
        picture = over(
            stops.tolist(),
            near,
            ("dimensions", "distance, in mean distances"),
            float(d),
            True,
            (0, float((farthest / mean).max()) * 1.05),
            (PALETTE[0], PALETTE[5]),
        )
        chart(kept(picture), key="near", alt="Distances to the nearest and the farthest row over the number of dimensions")
    with right:
        colours = (PALETTE[2], NOISE, PALETTE[1])
        chart(
            kept(over(stops.tolist(), volumes, ("dimensions", "share"), float(d), True, (0, 1), colours)),
            key="volume",
            alt="Shares of volume, and the edge of a neighborhood",
        )
    takeaway(
        _told(d, farthest[at] / nearest[at]), "Beyer, Goldstein, Ramakrishnan & Shaft 1999; Hastie, Tibshirani & Friedman 2009, section 2.5"
    )


def _told(d: int, ratio: float) -> str:
    if ratio > 10:
        return "In few dimensions some rows are near and others far: neighbors mean something."
    known = "Real tables are kinder than this: their columns go together, so that rows lie in fewer dimensions than there are columns."
    if ratio > 2:
        return f"With {d} columns that have nothing to do with each other the nearest row is still nearer than the others, but no longer near. {known}"
    return f"With {d} columns that have nothing to do with each other all rows are about as far away: the nearest neighbor is hardly nearer than any row. {known}"


def _percent(share: float) -> str:
    return f"{share:.1%}".replace("%", " %") if share >= 1e-3 else f"{100 * share:.1g} %"
