"""Double descent: error over the number of columns, past the point where every row is learned by heart."""

import numpy as np
import streamlit as st

from mllab.charts.over import over
from mllab.charts.palette import NOISE, PALETTE
from mllab.learning.beyond import Descent, digits_descent, expected_error, linear_descent
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import chart, facts, kept
from mllab.ui.which import which

COLUMNS = 4  # how many times the rows the linear fit may have
NEW, LEARNED, EXACT = "error on new rows", "error on the training rows", "expected, by the closed form"


def descent() -> None:
    """A linear fit with a closed form, and random features on digits."""
    asks("A model with more weights than rows can learn every row by heart. Must it then fail on new ones?")
    with st.sidebar:
        on = which("On", {"Made rows": 0, "Digits": 1}, "descent-on")
        digits = on == "Digits"
        n = st.slider(
            "Rows",
            *((20, 200, 100, 10) if digits else (10, 100, 40, 5)),
            key=f"descent-rows-{on}",
            bind="query-params",
            help="How many rows are learned from. Watch the peak follow.",
        )
        noise = st.slider(
            "Wrong labels" if digits else "Noise",
            0.0,
            0.4 if digits else 1.0,
            0.1 if digits else 0.3,
            0.05,
            key=f"descent-noise-{on}",
            bind="query-params",
            help="The share of training labels that are wrong." if digits else "Standard deviation of the answers around the truth.",
        )
        penalty = st.select_slider(
            "Penalty",
            [0.0, 0.01, 0.1, 1.0, 3.0, 10.0, 30.0, 100.0],
            key="descent-penalty",
            bind="query-params",
            help="Times the squared length of the weights (ridge). Enough of it takes the peak away.",
        )
        seed = st.number_input("Seed", 0, 9999, 0, key="descent-seed", bind="query-params", help="Other rows of the same kind.")
    found = _digits(n, noise, penalty, seed) if digits else _linear(n, noise, penalty, seed)
    _shown(found, noise, penalty, digits)
    code(_script(digits, n, noise, penalty, seed), name="double_descent.py")


@st.cache_data(max_entries=20, show_spinner="Fitting")
def _digits(n: int, noise: float, penalty: float, seed: int) -> Descent:
    return digits_descent(n, noise, penalty, seed=seed)


@st.cache_data(max_entries=20, show_spinner="Fitting")
def _linear(n: int, noise: float, penalty: float, seed: int) -> Descent:
    return linear_descent(n, COLUMNS * n, noise, penalty, seed=seed)


def _shown(found: Descent, noise: float, penalty: float, digits: bool) -> None:
    test, train, length = (part.mean(axis=0) for part in (found.test, found.train, found.length))
    peak = int(test.argmax())
    most = 1.0 if digits else 4 * float(test[found.counts < 0.6 * found.n].max())
    what = "random features" if digits else "columns used"
    rings = {} if digits or penalty else {NEW: expected_error(found.counts, found.n, COLUMNS * found.n, noise)}
    lines = {NEW: test, LEARNED: train}
    left, right = st.columns([3, 2], gap="medium")
    with left:
        picture = over(
            found.counts.tolist(),
            lines,
            (what, "share of wrong answers" if digits else "mean squared error"),
            float(found.n),
            True,
            (0, most),
            (PALETTE[1], NOISE),
            NEW,
            rings,
            height=380,
        )
        chart(kept(picture), key="descent", alt=f"Errors over the number of {what}; the dashed line is the number of rows, {found.n}")
        if rings:
            st.caption("Rings: the closed form. Dashed: as many columns as rows. What is above the picture is cut off.")
    with right:
        facts(
            ("Best before the peak", f"{test[found.counts < found.n].min():.3f}", "The bottom of the usual U."),
            ("At the peak", f"{test[peak]:.3g}", f"At {found.counts[peak]:,} {what}, with {found.n} rows."),
            ("With the most", f"{test[-1]:.3f}", f"At {found.counts[-1]:,} {what}."),
        )
        chart(
            kept(
                over(
                    found.counts.tolist(),
                    {"length of the weights": length},
                    (what, "length"),
                    float(found.n),
                    True,
                    None,
                    (PALETTE[0],),
                    log_up=True,
                    height=210,
                )
            ),
            key="descent-length",
            alt="Length of the weights over the same numbers",
        )
        takeaway(_told(test, found, penalty), _source(digits))


def _told(test: np.ndarray, found: Descent, penalty: float) -> str:
    before, last = test[found.counts < found.n].min(), test[-1]
    if penalty and test[np.abs(found.counts - found.n) <= 0.1 * found.n].max() < 1.3 * max(before, last):
        return "The penalty has taken the peak away: shorter weights, no explosion."
    if last < before:
        return "With far more weights than rows the error ends **below** the best of the usual U: of all fits that know every row, the shortest weights are a smooth one."
    return (
        "Where weights and rows are equal in number, only one fit knows every row, and it is a wild one. With more weights there are many, and the shortest is "
        "calmer; the error falls a second time, here not below the best of the usual U."
    )


def _source(digits: bool) -> str:
    return "Belkin, Hsu, Ma & Mandal 2019; Rahimi & Recht 2007" if digits else "Belkin, Hsu & Xu 2020, theorem 1"


def _script(digits: bool, n: int, noise: float, penalty: float, seed: int) -> Script:
    given = f"{n}, {noise}, {penalty}" if digits else f"{n}, {COLUMNS * n}, {noise}, {penalty}"
    name = "digits_descent" if digits else "linear_descent"
    body = f"""found = {name}({given}, seed={seed})
for count, test, train in zip(found.counts, found.test.mean(axis=0), found.train.mean(axis=0)):
    print(f"{{count}} columns: {{test:.4f}} on new rows, {{train:.4f}} on the training rows")"""
    return Script(body, (f"from mllab.learning.beyond import {name}",))
