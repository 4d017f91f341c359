"""One kind of fit while its complexity is turned: the fits, the parts of their error at every place, and the U-shaped curve."""

import numpy as np
import streamlit as st

from mllab.charts import bias_variance, planes
from mllab.charts.palette import PALETTE
from mllab.learning import Fit, Simulated, Truth
from mllab.learning.nearest_neighbors import NearestNeighbors, closed_form
from mllab.ui.learning.bias_variance.told import verdict
from mllab.ui.show import chart, facts, kept

SOURCE = "Source: Geman, Bienenstock & Doursat 1992"


@st.fragment
def shown(found: Simulated, truth: Truth, fit: Fit, same: bool) -> None:
    """The slider and all that follows it; the rest of the page stands still."""
    values = turns(found.values)
    at = slid(values, int(found.error.argmin()), fit)
    if truth.columns == 2:
        _maps(found, at)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        if truth.columns == 1:
            _lines(found, at)
        else:
            _curve(found, values, at, truth, fit, same)
    with right:
        if truth.columns == 1:
            _curve(found, values, at, truth, fit, same)
        _figures(found, at, fit)
        if closed(found, truth, fit, same) is not None:
            st.caption(
                "Rings: the closed forms, f less the mean of f at the k neighbors, squared, and noise² / k (Hastie, Tibshirani & Friedman 2009)."
            )
        st.caption(SOURCE)


def turns(values: np.ndarray) -> list[float]:
    """The stops of the slider, whole where all are."""
    return [int(value) for value in values] if (values == values.astype(int)).all() else values.tolist()


def slid(values: list[float], best: int, fit: Fit) -> int:
    """The place of the slider over `values`, at first `best`."""
    now = st.select_slider(
        fit.turned.capitalize(),
        values,
        value=values[best],
        key=f"turned-{fit.name}",
        bind="query-params",
        help="From simple to rich." if fit.richer else "From rich to simple.",
    )
    return values.index(now) if now in values else best  # a link's value may be none where there are fewer to choose from


def _lines(found: Simulated, at: int) -> None:
    low, high = float(found.truth.min()), float(found.truth.max())
    room = 0.35 * (high - low) + found.noise
    bundle = bias_variance.bundle(found.at, found.predictions[at], found.truth, (found.x[0], found.y[0]), (low - room, high + room))
    chart(kept(bundle), key="bundle", alt="Fits to many training sets, their mean and the truth")
    chart(
        kept(bias_variance.along(found.at, found.bias_squared[at], found.variance[at], found.noise, _most(found))),
        key="along",
        alt="Bias squared, variance and noise along x",
    )


def _maps(found: Simulated, at: int) -> None:
    """The truth, the mean of the fits, and the parts of the error at every place of the plane."""
    ends = float(found.truth.min()), float(found.truth.max())
    most = max(4 * float(found.parts[:2].sum(axis=0).min()), 1e-9)  # the noise is the same everywhere, and not drawn
    mean = found.predictions[at].mean(axis=0)
    side = round(len(found.at) ** 0.5)
    full = f"full colour from {most:.2g} on"
    drawn = (
        ("Truth", "and the first training set", found.truth, planes.heights(found.truth.reshape(side, side), ends), found.x[0]),
        ("Mean of the fits", "", mean, planes.heights(mean.reshape(side, side), ends), None),
        ("Bias²", full, found.bias_squared[at], planes.amounts(found.bias_squared[at].reshape(side, side), PALETTE[5], most), None),
        ("Variance", full, found.variance[at], planes.amounts(found.variance[at].reshape(side, side), PALETTE[0], most), None),
    )
    for column, (name, about, values, image, points) in zip(st.columns(4, gap="small"), drawn, strict=True):
        with column:
            st.markdown(f"**{name}** :small[{about}]" if about else f"**{name}**")
            chart(planes.plane(image, found.at, values, name, points), key=f"plane-{name}", alt=f"{name} over the unit square")


def _most(found: Simulated) -> float:
    """Where the axis of an error at a place ends, wherever the slider stands."""
    return max(4 * float(found.parts.sum(axis=0).min()), 1e-9)


def _curve(found: Simulated, values: list[float], at: int, truth: Truth, fit: Fit, same: bool) -> None:
    most = min(float(found.error.max()), float(found.error.min()) * 5 + 1e-6) * 1.05
    rings = closed(found, truth, fit, same)
    curve = bias_variance.u_curve(values, found.parts, found.error, values[at], fit.turned, fit.log, most, closed=rings)
    chart(kept(curve), key="u", alt=f"Bias squared, variance, noise and the measured error over {fit.turned}")


def _figures(found: Simulated, at: int, fit: Fit) -> None:
    bias, variance, noise = found.parts[:, at]
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
            f"Bias² + variance + noise is the expected squared error; beside it what the {found.y.shape[0]} fits really got on fresh answers.",
        ),
    )
    st.markdown(verdict(found.parts, at, fit))


def closed(found: Simulated, truth: Truth, fit: Fit, same: bool) -> np.ndarray | None:
    """(2, c) bias squared and variance of neighbors at places that all training sets share; None for what has no closed form."""
    if not same or not isinstance(fit, NearestNeighbors):
        return None
    x = found.x[0]
    forms = [closed_form(x, truth(x), found.at, found.truth, int(k), found.noise) for k in found.values]
    return np.array([[part.mean() for part in form] for form in forms]).T
