"""A known truth: many training sets, their fits, and what the error is made of while complexity is turned."""

import numpy as np
import streamlit as st

from mllab.charts import bias_variance
from mllab.learning import FITS, TRUTHS, Fit, Simulated, Truth, simulate
from mllab.learning.nearest_neighbors import NearestNeighbors, closed_form
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.knobs import choose
from mllab.ui.learning.bias_variance.told import verdict
from mllab.ui.show import chart, facts, kept

ROUNDS = 200


def known() -> None:
    """Controls at the side, the pictures in the middle."""
    with st.sidebar:
        truth = choose(TRUTHS, key="truth", default="sine", label="Truth")
        fit = choose(FITS, key="fit", default="polynomial", label="Fitted by")
        n = st.slider("Points", 5, 300, 30, key="points", bind="query-params", help="How many points each training set has.")
        noise = st.slider(
            "Noise", 0.0, 1.0, 0.3, 0.05, key="noise", bind="query-params", help="Standard deviation of the answers around the truth."
        )
        same = st.toggle(
            "Same places",
            key="places",
            bind="query-params",
            help="All training sets have the same x, evenly spread; only their answers differ. Then k-nearest neighbors have closed forms.",
        )
        seed = st.number_input("Seed", 0, 9999, 0, key="draw", bind="query-params", help="Other training sets of the same kind.")
    found = _simulated(truth, fit, n, noise, seed, same)
    _turned(found, truth, fit, same)
    code(script(truth, fit, n, noise, seed, same), name="bias_variance.py")


@st.cache_data(max_entries=30, show_spinner=False, hash_funcs={Truth: repr, Fit: repr})
def _simulated(truth: Truth, fit: Fit, n: int, noise: float, seed: int, same: bool) -> Simulated:
    return simulate(truth, fit, n, noise, ROUNDS, seed, same)


@st.fragment
def _turned(found: Simulated, truth: Truth, fit: Fit, same: bool) -> None:
    """The slider and all that follows it; the rest of the page stands still."""
    values = _turns(found.values)
    best = int(found.error.argmin())
    now = st.select_slider(
        fit.turned.capitalize(),
        values,
        value=values[best],
        key=f"turned-{fit.name}",
        bind="query-params",
        help="From simple to rich." if fit.richer else "From rich to simple.",
    )
    if now not in values:  # the link's, where there are fewer to choose from now
        now = values[best]
    at = values.index(now)
    bias, variance, noise = found.parts[:, at]
    left, right = st.columns([1, 1], gap="medium")
    with left:
        chart(kept(_bundle(found, at)), key="bundle", alt=f"Fits to many training sets, their mean and the truth, at {fit.turned} {now}")
        most = 4 * float(found.parts.sum(axis=0).min())
        chart(
            kept(bias_variance.along(found.at, found.bias_squared[at], found.variance[at], found.noise, most)),
            key="along",
            alt="Bias squared, variance and noise along x",
        )
    with right:
        closed = _closed(found, truth, fit, same)
        most = min(float(found.error.max()), float(found.error.min()) * 5 + 1e-6) * 1.05
        curve = bias_variance.u_curve(values, found.parts, found.error, now, fit.turned, fit.log, most, closed=closed)
        chart(kept(curve), key="u", alt=f"Bias squared, variance, noise and the measured error over {fit.turned}")
        facts(
            ("Bias²", f"{bias:.4f}", "How far the mean of all fits is from the truth, squared: what more data will not cure."),
            (
                "Variance",
                f"{variance:.4f}",
                "How much a fit changes from one training set to the next: what more data or a simpler fit cures.",
            ),
            ("Noise", f"{noise:.4f}", "What no fit can know: the variance of the answers around the truth."),
            (
                "Sum, and as measured",
                f"{bias + variance + noise:.4f}, {found.error[at]:.4f}",
                f"Bias² + variance + noise is the expected squared error (Geman, Bienenstock & Doursat 1992); beside it what the {ROUNDS} fits really got on fresh answers.",
            ),
        )
        st.markdown(verdict(bias, variance, noise, at, best, fit.richer))
        if closed is not None:
            st.caption(
                "Rings: the closed forms, f(x) less the mean of f at the k neighbors, squared, and noise² / k (Hastie, Tibshirani & Friedman 2009)."
            )


def _turns(values: np.ndarray) -> list[float]:
    """The stops of the slider, whole where all are."""
    return [int(value) for value in values] if (values == values.astype(int)).all() else values.tolist()


def _bundle(found: Simulated, at: int) -> object:
    low, high = float(found.truth.min()), float(found.truth.max())
    room = 0.35 * (high - low) + found.noise
    return bias_variance.bundle(found.at, found.predictions[at], found.truth, (found.x[0], found.y[0]), (low - room, high + room))


def _closed(found: Simulated, truth: Truth, fit: Fit, same: bool) -> np.ndarray | None:
    if not same or not isinstance(fit, NearestNeighbors):
        return None
    x = found.x[0]
    forms = [closed_form(x, truth(x), found.at, found.truth, int(k), found.noise) for k in found.values]
    return np.array([[part.mean() for part in form] for form in forms]).T


def script(truth: Truth, fit: Fit, n: int, noise: float, seed: int, same: bool) -> Script:
    """The same figures by a call of mllab."""
    body = f"""found = simulate({truth!r}, {fit!r}, n={n}, noise={noise!r}, rounds={ROUNDS}, seed={seed}, same_places={same})
for value, (bias, variance, noise), error in zip(found.values, found.parts.T, found.error):
    print(f"{fit.turned} {{value:g}}: bias² {{bias:.4f}} + variance {{variance:.4f}} + noise {{noise:.4f}} = {{bias + variance + noise:.4f}}, measured {{error:.4f}}")"""
    kinds = {type(truth), type(fit)}
    return Script(
        body,
        ("from mllab.learning import simulate", *(f"from {kind.__module__} import {kind.__name__}" for kind in sorted(kinds, key=str))),
    )
