"""Double descent: error over the number of columns, past the point where every row is learned by heart."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import streamlit as st

from mllab.charts.over import over
from mllab.charts.palette import NOISE, PALETTE
from mllab.learning.beyond import Descent, digits_descent, expected_error, linear_descent, network_descent
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import chart, facts, kept
from mllab.ui.which import which

COLUMNS = 4  # how many times the rows the linear fit may have
NEW, LEARNED, EXACT = "error on new rows", "error on the training rows", "expected, by the closed form"
WRONG = ("Wrong labels", 0.4, 0.1, "The share of training labels that are wrong.")


@dataclass(frozen=True)
class Kind:
    """What descends twice: its sliders (rows: low, high, default, step; noise: label, high, default, help), what is counted, and the call that computes it."""

    rows: tuple[int, int, int, int]
    noise: tuple[str, float, float, str]
    what: str
    threshold: str
    share: bool
    source: str
    call: Callable[..., Descent]
    calm: str = "the shortest weights are"
    given: Callable[[int], tuple[int, ...]] = lambda n: (n,)


KINDS = {
    "Made rows": Kind(
        (10, 100, 40, 5),
        ("Noise", 1.0, 0.3, "Standard deviation of the answers around the truth."),
        "columns used",
        "as many columns as rows",
        False,
        "Belkin, Hsu & Xu 2020, theorem 1",
        linear_descent,
        given=lambda n: (n, COLUMNS * n),
    ),
    "Digits": Kind(
        (20, 200, 100, 10),
        WRONG,
        "random features",
        "as many features as rows",
        True,
        "Belkin, Hsu, Ma & Mandal 2019; Rahimi & Recht 2007",
        digits_descent,
    ),
    "Wide network": Kind(
        (20, 120, 80, 10),
        WRONG,
        "weights of a network",
        "as many weights as rows",
        True,
        "Belkin, Hsu, Ma & Mandal 2019, figure 4",
        network_descent,
        "training ends at",
    ),
}
ABOUT = {
    "Made rows": "A linear fit to more and more of equally useful columns.",
    "Digits": "Handwritten digits, told apart by a linear fit to more and more random features.",
    "Wide network": "Odd and even digits, told apart by networks of one hidden layer, wider and wider, each trained to the end.",
}


def descent() -> None:
    """A linear fit with a closed form, random features on digits, and wide networks on them."""
    asks("A model with more weights than rows can learn every row by heart. Must it then fail on new ones?")
    with st.sidebar:
        on = which("On", KINDS, "descent-on")
        kind = KINDS[on]
        st.caption(ABOUT[on])
        n = st.slider(
            "Rows",
            *kind.rows,
            key=f"descent-rows-{on}",
            bind="query-params",
            help="How many rows are learned from. Watch the peak follow.",
        )
        label, high, default, about = kind.noise
        noise = st.slider(label, 0.0, high, default, 0.05, key=f"descent-noise-{on}", bind="query-params", help=about)
        penalty = st.select_slider(
            "Penalty",
            [0.0, 0.01, 0.1, 1.0, 3.0, 10.0, 30.0, 100.0],
            key="descent-penalty",
            bind="query-params",
            help="Times the squared length of the weights (ridge). Enough of it takes the peak away.",
        )
        seed = st.number_input("Seed", 0, 9999, 0, key="descent-seed", bind="query-params", help="Other rows of the same kind.")
    _shown(_computed(on, n, noise, penalty, seed), noise, penalty, kind)
    code(_script(kind, n, noise, penalty, seed), name="double_descent.py")


@st.cache_data(max_entries=40, show_spinner="Fitting")
def _computed(on: str, n: int, noise: float, penalty: float, seed: int) -> Descent:
    return KINDS[on].call(*KINDS[on].given(n), noise, penalty, seed=seed)


def _shown(found: Descent, noise: float, penalty: float, kind: Kind) -> None:
    test, train, length = (part.mean(axis=0) for part in (found.test, found.train, found.length))
    few = test[found.counts < 0.6 * found.n]
    most = min(1.0, 1.15 * float(max(test.max(), train.max()))) if kind.share else 4 * float(few.max())
    exact = not kind.share and not penalty
    rings = {NEW: expected_error(found.counts, found.n, COLUMNS * found.n, noise)} if exact else {}
    left, right = st.columns([3, 2], gap="medium")
    with left:
        picture = over(
            found.counts.tolist(),
            {NEW: test, LEARNED: train},
            (kind.what, "share of wrong answers" if kind.share else "mean squared error"),
            float(found.n),
            True,
            (0, most),
            (PALETTE[1], NOISE),
            NEW,
            rings,
            height=380,
        )
        chart(kept(picture), key="descent", alt=f"Errors over the number of {kind.what}; the dashed line is the number of rows, {found.n}")
        st.caption(
            f"{'Rings: the closed form. ' if exact else ''}Dashed: {kind.threshold}.{'' if kind.share else ' What is above the picture is cut off.'}"
        )
    with right:
        _figures(test, found, kind)
        lengths = over(
            found.counts.tolist(),
            {"length of the weights": length},
            (kind.what, "length"),
            float(found.n),
            True,
            None,
            (PALETTE[0],),
            log_up=True,
            height=210,
        )
        chart(kept(lengths), key="descent-length", alt="Length of the weights over the same numbers")
        takeaway(_told(test, found, penalty, kind), kind.source)


def _figures(test: np.ndarray, found: Descent, kind: Kind) -> None:
    peak = int(test.argmax())
    facts(
        ("Best before the peak", f"{test[found.counts < found.n].min():.3f}", "The bottom of the usual U."),
        ("At the peak", f"{test[peak]:.3g}", f"At {found.counts[peak]:,} {kind.what}, with {found.n} rows."),
        ("With the most", f"{test[-1]:.3f}", f"At {found.counts[-1]:,} {kind.what}."),
    )


def _told(test: np.ndarray, found: Descent, penalty: float, kind: Kind) -> str:
    before, last = test[found.counts < found.n].min(), test[-1]
    if penalty and test[np.abs(found.counts - found.n) <= 0.1 * found.n].max() < 1.3 * max(before, last):
        return "The penalty has taken the peak away: shorter weights, no explosion."
    if last < before:
        return f"With far more weights than rows the error ends **below** the best of the usual U: of all fits that know every row, {kind.calm} a smooth one."
    return (
        f"Where weights and rows are equal in number, hardly any fit knows every row, and it is a wild one. With more weights there are many, and {kind.calm} "
        "a calmer one; the error falls a second time, here not below the best of the usual U."
    )


def _script(kind: Kind, n: int, noise: float, penalty: float, seed: int) -> Script:
    name = kind.call.__name__
    given = ", ".join(map(repr, (*kind.given(n), noise, penalty)))
    body = f"""found = {name}({given}, seed={seed})
for count, test, train in zip(found.counts, found.test.mean(axis=0), found.train.mean(axis=0)):
    print(f"{{count}} columns: {{test:.4f}} on new rows, {{train:.4f}} on the training rows")"""
    return Script(body.replace("columns:", f"{kind.what}:"), (f"from mllab.learning.beyond import {name}",))
