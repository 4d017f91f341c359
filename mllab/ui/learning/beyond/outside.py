"""Outside the data: the same fits where there were training points, and where there were none."""

import numpy as np
import streamlit as st

from mllab.charts import bias_variance
from mllab.charts.over import over
from mllab.charts.palette import PALETTE
from mllab.learning import FITS, TRUTHS, Fit, Simulated, Truth, simulate
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.knobs import choose
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import chart, facts, kept

INSIDE, OUTSIDE = "between the training points", "outside of them"


def outside() -> None:
    """Training points from a part of the range only; errors in it and outside of it."""
    asks("A fit is good where it was taught. What does it say where it was not?")
    with st.sidebar:
        truth = choose(TRUTHS, key="outside-truth", default="sine", label="Truth")
        fit = choose(FITS, key="outside-fit", default="polynomial", label="Fitted by")
        low, high = st.slider(
            "Taught between", 0.0, 1.0, (0.2, 0.8), 0.05, key="outside-part", bind="query-params", help="Where the training points lie."
        )
        noise = st.slider(
            "Noise",
            0.0,
            1.0,
            0.2,
            0.05,
            key="outside-noise",
            bind="query-params",
            help="Standard deviation of the answers around the truth.",
        )
    if high - low < 0.1 or high - low > 0.95:
        st.info("Teach a part of the range that leaves some of it out: at least 0.1 wide, and not all of it.")
        return
    found = _simulated(truth, fit, (low, high), noise)
    _turned(found, fit, (low, high))
    kinds = sorted({type(truth), type(fit)}, key=str)
    body = f"""found = simulate({truth!r}, {fit!r}, noise={noise}, rounds={fit.rounds(30)}, within=({low}, {high}))
inside = (found.at >= {low}) & (found.at <= {high})
for value, bias, variance in zip(found.values, found.bias_squared, found.variance):
    error = bias + variance
    print(f"{fit.turned} {{value:g}}: {{error[inside].mean():.4f}} inside, {{error[~inside].mean():.4g}} outside")"""
    imports = ("from mllab.learning import simulate", *(f"from {kind.__module__} import {kind.__name__}" for kind in kinds))
    code(Script(body, imports), name="outside_the_data.py")


@st.cache_data(max_entries=30, show_spinner="Fitting", hash_funcs={Truth: repr, Fit: repr})
def _simulated(truth: Truth, fit: Fit, within: tuple[float, float], noise: float) -> Simulated:
    return simulate(truth, fit, 30, noise, fit.rounds(30), 0, within=within)


@st.fragment
def _turned(found: Simulated, fit: Fit, within: tuple[float, float]) -> None:
    values = [int(value) for value in found.values] if (found.values == found.values.astype(int)).all() else found.values.tolist()
    inside = (found.at >= within[0]) & (found.at <= within[1])
    error = found.bias_squared + found.variance
    lines = {INSIDE: error[:, inside].mean(axis=1), OUTSIDE: error[:, ~inside].mean(axis=1)}
    best = int(lines[INSIDE].argmin())
    now = st.select_slider(
        fit.turned.capitalize(), values, value=values[best], key=f"outside-{fit.name}", bind="query-params", help="How rich the fit is."
    )
    at = values.index(now) if now in values else best
    left, right = st.columns(2, gap="medium")
    with left:
        room = 1.2 * float(np.ptp(found.truth)) + found.noise
        ends = (float(found.truth.min()) - room, float(found.truth.max()) + room)
        picture = bias_variance.bundle(found.at, found.predictions[at], found.truth, (found.x[0], found.y[0]), ends)
        chart(
            kept(picture),
            key="outside-bundle",
            alt=f"Fits at {fit.turned} {values[at]}; training points lie between {within[0]:g} and {within[1]:g} only",
        )
    with right:
        floor = max(float(np.concatenate(list(lines.values())).min()), 1e-5)
        shown = over(
            values,
            {name: np.maximum(line, floor) for name, line in lines.items()},
            (fit.turned, "error less the noise"),
            float(values[at]),
            fit.log,
            None,
            (PALETTE[0], PALETTE[5]),
            log_up=True,
            height=300,
        )
        chart(kept(shown), key="outside-curve", alt=f"Errors inside and outside over {fit.turned}, on a logarithmic axis")
    in_, out = float(lines[INSIDE][at]), float(lines[OUTSIDE][at])
    facts(
        ("Inside", f"{in_:.4f}", "Mean of bias² and variance where there were training points."),
        ("Outside", f"{out:.4g}", "The same where there were none."),
        ("Times worse", f"{out / max(in_, 1e-12):,.0f}", "How many times the error outside is the error inside."),
    )
    takeaway(_told(lines, values, fit), "Hastie, Tibshirani & Friedman 2009, section 5.2")


def _told(lines: dict[str, np.ndarray], values: list[float], fit: Fit) -> str:
    in_, out = int(lines[INSIDE].argmin()), int(lines[OUTSIDE].argmin())
    worse = float(lines[OUTSIDE][in_] / max(float(lines[INSIDE][in_]), 1e-12))
    best = (
        f"Inside, {fit.turned} {values[in_]:g} is best; outside, {fit.turned} {values[out]:g}."
        if in_ != out
        else f"Inside and outside, {fit.turned} {values[in_]:g} is best."
    )
    return f"{best} At what is best inside, the error outside is {worse:,.0f} times as large, and **no test on rows like the training rows can show it**."
