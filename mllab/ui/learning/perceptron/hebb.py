"""Hebbian plasticity: a neuron that nobody corrects finds the direction in which what it sees spreads most."""

import numpy as np
import streamlit as st

from mllab.charts.plasticity import plasticity
from mllab.learning.neurons import RULES, Plastic, plastic, principal
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import chart, facts

COUNT, SHORT, SEEN = 120, 0.5, 400  # samples; their spread across; most places of the path that are drawn


def hebb() -> None:
    """Controls at the side; the samples and the weights on their way; the figures."""
    with st.sidebar:
        rule = st.segmented_control(
            "Rule", RULES, default="Oja", required=True, key="hebb_rule", bind="query-params",
            help="Hebb: what fires together wires together, without end. Oja: the same, and every weight fades as the answer grows.",
        )  # fmt: skip
        rate = st.select_slider(
            "Learning rate",
            (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1),
            value=0.01,
            key="hebb_rate",
            bind="query-params",
            help="Length of a step.",
        )
        angle = st.slider(
            "Direction", 0, 175, 30, 5, key="hebb_angle", bind="query-params", format="%d°", help="In which the samples spread most."
        )
        long = st.slider(
            "Spread along it", 0.5, 2.0, 1.5, 0.1, key="hebb_spread", bind="query-params", help=f"Across it they spread by {SHORT}."
        )
        seed = int(st.number_input("Seed", 0, 9999, 0, key="hebb_seed", bind="query-params", help="Other samples and other first weights."))
    asks("What does a neuron learn when nobody tells it what is right?")
    _watched(str(rule or "Oja"), float(rate), int(angle), float(long), seed)
    takeaway(
        "Hebb's rule alone makes weights grow for ever: it points the right way and has no end. Oja's forgets in proportion to the square of the answer, and its weights "
        "come to rest at length 1 along the first principal component, give or take a wobble that shrinks with the learning rate: principal component analysis by one neuron.",
        "Hebb 1949, The Organization of Behavior; Oja 1982, A simplified neuron model as a principal component analyzer",
    )
    code(_script(str(rule or "Oja"), float(rate), int(angle), float(long), seed), name="plasticity.py")


@st.fragment
def _watched(rule: str, rate: float, angle: int, long: float, seed: int) -> None:
    X = cloud(angle, long, seed)
    found = _learned(X, rule, rate, seed)
    last = len(found.weights) - 1
    share = st.slider(
        "How far", 0, 100, 100, key="hebb_step", bind="query-params", format="%d %%", help="Drag back along the samples seen."
    )
    at = round(last * share / 100)
    direction, variances = principal(X)
    w = found.weights[at]
    left, right = st.columns([3, 2], gap="large")
    with left:
        way = found.weights[np.unique(np.linspace(0, at, min(at + 1, SEEN)).astype(int))]
        chart(plasticity(X - X.mean(axis=0), way, direction), key="hebb-way", alt="Samples, and the weights of the neuron on their way.")
    with right:
        _figures(w, direction, variances, at)
        if found.diverged:
            st.markdown(f"**The weights left for infinity** after {last:,} samples: nothing held them.")
        st.caption("Blue: the weights now; orange: their way; dashed: the first principal component; grey: samples.")


def _figures(w: np.ndarray, direction: np.ndarray, variances: np.ndarray, at: int) -> None:
    length = float(np.linalg.norm(w))
    turned = float(np.degrees(np.arccos(min(1.0, abs(float(w @ direction)) / length))))
    facts(
        ("Angle to the component", f"{turned:.1f}°", "Between the weights and the first principal component; a sign does not count."),
        ("Length", f"{length:,.3g}", "Of the weights. Oja's rule brings it to 1."),
        ("Samples seen", f"{at:,}", "One update each."),
        ("Share of variance", f"{variances[0] / variances.sum():.0%}", "That the first principal component carries."),
    )


def cloud(angle: int, long: float, seed: int) -> np.ndarray:
    """(n, 2) samples that spread by `long` in the direction of `angle` degrees, and by a half across it."""
    drawn = np.random.default_rng(seed).normal(size=(COUNT, 2)) * [long, SHORT]
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    found: np.ndarray = drawn @ np.array([[cos, sin], [-sin, cos]])
    return found


@st.cache_data(max_entries=30, show_spinner=False)
def _learned(X: np.ndarray, rule: str, rate: float, seed: int) -> Plastic:
    return plastic(X, rule, rate, seed=seed)


def _script(rule: str, rate: float, angle: int, long: float, seed: int) -> Script:
    body = f"""turn = np.radians({angle})
X = np.random.default_rng({seed}).normal(size=({COUNT}, 2)) * [{long!r}, {SHORT}] @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
found = plastic(X, {rule!r}, rate={rate!r}, seed={seed})
w, (direction, variances) = found.weights[-1], principal(X)
print(f"length {{np.linalg.norm(w):.3g}}, {{np.degrees(np.arccos(min(1, abs(w @ direction) / np.linalg.norm(w)))):.1f}} degrees from the component")"""
    return Script(body, ("import numpy as np", "from mllab.learning.neurons import plastic, principal"))
