"""More data: the gap between what was learned by heart and what holds, while the training set grows."""

import numpy as np
import streamlit as st

from mllab.charts.over import over
from mllab.charts.palette import NOISE, PALETTE
from mllab.learning import FITS, TRUTHS, Fit, Truth
from mllab.learning.beyond import Growth, more_data
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.knobs import choose
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import chart, facts, kept

SIZES = (12, 16, 20, 30, 40, 60, 80, 120, 160, 240, 320)
AMOUNTS = {"trees", "epochs", "hidden units"}  # of work: they may be more than there are points
ROUNDS = 100
TEST, TRAIN, FLOOR = "error on new points", "error on the training points", "noise"


def growth() -> None:
    """A truth, a fit of one complexity, and the size of the training set along the axis."""
    asks("Would more data help? Compare what was learned by heart with what holds for new points.")
    with st.sidebar:
        truth = choose(TRUTHS, key="growth-truth", default="sine", label="Truth")
        fit = choose(FITS, key="growth-fit", default="polynomial", label="Fitted by")
        grid = [value for value in fit.grid(SIZES[0]) if value < SIZES[0] or fit.turned in AMOUNTS]
        turns = [int(value) if float(value).is_integer() else float(value) for value in grid]
        value = st.select_slider(
            fit.turned.capitalize(),
            turns,
            value=turns[len(turns) // 2],
            key=f"growth-{fit.name}",
            bind="query-params",
            help="How rich the fit is.",
        )
        noise = st.slider(
            "Noise",
            0.0,
            1.0,
            0.3,
            0.05,
            key="growth-noise",
            bind="query-params",
            help="Standard deviation of the answers around the truth.",
        )
    value = value if value in turns else turns[len(turns) // 2]
    found = _grown(truth, fit, float(value), noise)
    _shown(found, noise, f"{fit.turned} {value:g}")
    kinds = sorted({type(truth), type(fit)}, key=str)
    body = f"""found = more_data({truth!r}, {fit!r}, {value!r}, {SIZES}, noise={noise}, rounds={min(ROUNDS, fit.rounds(SIZES[-1]))})
for n, train, test in zip(found.sizes, found.train.mean(axis=1), found.test.mean(axis=1)):
    print(f"{{n}} points: {{train:.4f}} on them, {{test:.4f}} on new ones, a gap of {{test - train:.4f}}")"""
    imports = ("from mllab.learning.beyond import more_data", *(f"from {kind.__module__} import {kind.__name__}" for kind in kinds))
    code(Script(body, imports), name="more_data.py")


@st.cache_data(max_entries=30, show_spinner="Fitting", hash_funcs={Truth: repr, Fit: repr})
def _grown(truth: Truth, fit: Fit, value: float, noise: float) -> Growth:
    return more_data(truth, fit, value, SIZES, noise, min(ROUNDS, fit.rounds(SIZES[-1])))


def _shown(found: Growth, noise: float, turned: str) -> None:
    train, test = found.train.mean(axis=1), found.test.mean(axis=1)
    lines = {TEST: test, TRAIN: train, FLOOR: np.full(len(test), noise**2)}
    most = 1.1 * float(min(test.max(), 6 * max(test.min(), noise**2, 1e-6)))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        picture = over(
            found.sizes.tolist(),
            lines,
            ("points to learn from", "mean squared error"),
            None,
            True,
            (0, most),
            (PALETTE[1], PALETTE[0], NOISE),
            TEST,
            height=380,
        )
        chart(kept(picture), key="growth", alt="Errors on new and on training points over the size of the training set")
    with right:
        facts(
            (
                "Gap at the start",
                f"{test[0] - train[0]:.4f}",
                f"Error on new points less error on the training points, with {found.sizes[0]} points.",
            ),
            ("Gap at the end", f"{test[-1] - train[-1]:.4f}", f"The same with {found.sizes[-1]} points."),
            (
                "Above the noise",
                f"{test[-1] - noise**2:.4f}",
                "What is left of the error at the end that is not noise: bias, and a little variance.",
            ),
        )
        takeaway(_told(train, test, noise, turned), "Cortes, Jackel, Solla, Vapnik & Denker 1993")


def _told(train: np.ndarray, test: np.ndarray, noise: float, turned: str) -> str:
    gap, stuck = float(test[-1] - train[-1]), float(train[-1] - noise**2)
    if stuck > max(0.15 * noise**2, 0.01):
        return f"At {turned} the two errors meet above the noise: **more data will not help**, a richer fit will."
    if gap > 0.15 * max(float(test[-1]), 1e-9):
        return f"At {turned} there is still a gap at the end: **more data will go on helping**, or a simpler fit."
    return f"At {turned} the errors meet at the noise: there is nothing left to gain, neither by more data nor by another fit."
