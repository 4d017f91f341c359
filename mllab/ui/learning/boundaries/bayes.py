"""Naive Bayes: a bell curve for every class in every column, their product over the plane, and the posterior at a place."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from mllab.charts import costs, divided
from mllab.charts.palette import PALETTE
from mllab.learning.boundaries import Bells, Labelled, bells, together
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.learning.boundaries.picture import CELLS, Rows, clicked, colours, dots, draw, place, places, redone, spots, steady
from mllab.ui.learning.boundaries.points import Given, given
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import chart, facts, plain, short

KEY = "bayes-plane"
RINGS = (1.0, 2.0)  # how many standard deviations the ellipses reach
AT = 161


def bayes() -> None:
    """The plane with each class's ellipses, both columns' curves, and Bayes' rule in numbers."""
    asks("How likely is each class here, if all that is known of a class is a bell curve in each column?")
    points = given()
    if points is None:
        return
    found = _fitted(points.points, points.token)
    _turned(points, found)
    takeaway(
        "Multiply the densities of the columns, weigh them with how frequent each class is, divide by the sum: that is all. It is naive to multiply, since columns go together "
        "within a class; the probabilities come out too sure for it, and the answer often right all the same.",
        "Bayes 1763; Duda & Hart 1973; Domingos & Pazzani 1997 and Hand & Yu 2001 on why naive is often enough",
    )


@st.cache_resource(max_entries=30, show_spinner=False)
def _fitted(_points: Labelled, token: str) -> Bells:
    return bells(_points.X, _points.y)


@st.cache_resource(max_entries=10, show_spinner=False)
def _over(_points: Labelled, _found: Bells, token: str) -> str:
    return colours(_found.posterior(places(_points, CELLS)))


@st.fragment
def _turned(of: Given, found: Bells) -> None:
    asked = place(of)
    posterior = found.posterior(asked[None])[0]
    left, right = st.columns(2, gap="medium")
    with left:
        _plane(of, found, asked)
    with right:
        _curves(of, found, asked)
    _rule(of.points, found, asked, posterior)
    _figures(of.points, found, posterior)
    code(_script(of, asked), name="naive_bayes.py")


def _plane(of: Given, found: Bells, asked: np.ndarray) -> None:
    points = of.points
    ellipses = [
        divided.Lines(divided.ring_lines(found.ellipse(one, times)), PALETTE[one % len(PALETTE)], 2.2 if times == 1 else 1.4)
        for one in range(points.k)
        for times in RINGS
    ]
    said = found.posterior(points.X).argmax(axis=1)
    data = divided.parts(
        dots(points, told=[points.classes[one] for one in said], rings=np.flatnonzero(said != points.y)), ellipses, _over(points, found, of.token), asked, spots(points)
    )  # fmt: skip
    draw(of, data, KEY, "The plane coloured by the likeliest class, with the ellipses of each", divided.PLACE, lambda: clicked(of, KEY))
    st.caption(
        "Ellipses: one and two standard deviations of each class; they stand upright, since columns are taken as independent. Ringed: told wrong. Click to ask elsewhere."
    )


def _curves(of: Given, found: Bells, asked: np.ndarray) -> None:
    points, density = of.points, found.densities(asked[None])[0]
    for i in (0, 1):
        dots = [{"x": float(asked[i]), "y": float(density[one, i]), "what": name} for one, name in enumerate(points.classes)]
        picture = redone(_bells_of(points, found, i, of.token), partial(_asked_at, dots))
        chart(picture, key=f"bayes-{i}", alt=f"The densities of {points.axes[i]}, one curve for each class")


def _asked_at(dots: Rows, rows: Rows) -> Rows:
    """The rows of a part of the picture, those that tell where the slider stands replaced."""
    if set(rows[0]) == {"x"}:
        return [{"x": dots[0]["x"]}]
    return dots if len(rows) == len(dots) else rows


@st.cache_resource(max_entries=30, show_spinner=False)
def _bells_of(_points: Labelled, _found: Bells, i: int, token: str) -> dict[str, Any]:
    low, high = _points.frame[i]
    at = np.linspace(low, high, AT)
    density = _found.densities(np.column_stack([at, at]))[:, :, i]
    lines = {name: density[:, one] for one, name in enumerate(_points.classes)}
    return steady(costs.curves(at, lines, float(at[0]), (_points.axes[i], "density"), (0, 1.08 * float(density.max())), height=205))


def _rule(points: Labelled, found: Bells, asked: np.ndarray, posterior: np.ndarray) -> None:
    density = found.densities(asked[None])[0]
    frame = pd.DataFrame(
        {
            "class": points.classes,
            "share": found.share,
            f"density of {points.axes[0]}": density[:, 0],
            f"density of {points.axes[1]}": density[:, 1],
            "product": found.share * density.prod(axis=1),
            "posterior": posterior,
        }
    )
    figures = {name: st.column_config.NumberColumn(format="%.4g") for name in frame.columns[1:]}
    st.caption(
        f"Bayes' rule at {plain(short(points.axes[0]))} = {asked[0]:.4g}, {plain(short(points.axes[1]))} = {asked[1]:.4g}: the posterior is each product over their sum."
    )
    st.dataframe(frame, hide_index=True, column_config=figures)


def _figures(points: Labelled, found: Bells, posterior: np.ndarray) -> None:
    wrong = float((found.posterior(points.X).argmax(axis=1) != points.y).mean())
    tied = together(points.X, points.y, points.k)
    known = np.flatnonzero(np.isfinite(tied))
    most = int(known[np.abs(tied[known]).argmax()]) if len(known) else None
    facts(
        ("Says", short(points.classes[int(posterior.argmax())], 24), f"With a posterior of {posterior.max():.4g}."),
        ("Wrong", f"{wrong:.1%}".replace("%", " %"), "Of the points themselves; ringed in the picture."),
        *(
            ()
            if most is None
            else (("Not so independent", f"{tied[most]:.2f}", f"The correlation of both columns within {plain(short(points.classes[most]))}, the farthest from the 0 that is assumed."),)
        ),
    )  # fmt: skip


def _script(of: Given, asked: np.ndarray) -> Script:
    body = f"""points = {of.code}
found = bells(points.X, points.y)
place = np.array([{asked.tolist()}])
print("shares", found.share.round(4), "means", found.mean.round(3).tolist(), "standard deviations", found.spread.round(3).tolist())
print("densities", found.densities(place)[0].tolist())
print("posterior", dict(zip(points.classes, found.posterior(place)[0].round(4))))"""
    return Script(body, ("import numpy as np", *of.imports, "from mllab.learning.boundaries import bells"))
