"""The perceptron: points, a line that every mistake moves, and the bound on how many mistakes there can be."""

import math

import numpy as np
import streamlit as st

from mllab.learning.neurons import Bound, Mistake, bound, parted, perceptron
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.learning.classroom import judged
from mllab.ui.learning.drawing import Point, canvas, keep, told
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import facts
from mllab.ui.watch import scrub

KEY, PICKED, DRAWN = "perceptron_canvas", "perc_points", "_perceptron_drawn"
OWN = "drawn by hand"
GAPS = {"close": 0.2, "far apart": 1.0}  # to the line between them
SETS = (*GAPS, "exclusive or", OWN)
PASSES = 50
CLASSES = ("class 1", "class −1")
Signed = list[tuple[float, float, int]]  # x, y, and the class as the rule takes it: 1 or -1
CORNERS = [(2.0, 2.0, 1), (-2.0, -2.0, 1), (2.0, -2.0, -1), (-2.0, 2.0, -1)]


def rule() -> None:
    """Controls at the side; the drawing and its line; the figures."""
    with st.sidebar:
        name = st.selectbox("Points", SETS, key=PICKED, bind="query-params", help="Click into the square to draw your own.")
        seed = int(st.number_input("Seed", 0, 9999, 0, key="perc_seed", bind="query-params", help="Other points of the same kind."))
    asks("Can a single neuron learn from its mistakes alone, and will it ever be done?")
    points = _points(name, seed)
    if len(points) < 2:
        canvas(_places(points), CLASSES, KEY, _taken)
        st.caption("Draw at least two points: click into the square, or drag.")
        return
    array = np.array(points)
    states, limit = _walked(array)
    at = scrub(states, key="perc_step", label="Mistake")
    left, right = st.columns(2, gap="large")
    with left:
        canvas(_places(points), CLASSES, KEY, _taken, at.weights.tolist(), at.sample)
        keep(_places(points), CLASSES, KEY)
    with right:
        _figures(at, states, limit)
        st.markdown(_verdict(states[-1], limit))
        judged({"mistakes": states[-1].mistakes, "samples": len(points)})
    takeaway(
        "The rule changes nothing until the neuron is wrong, and then adds the sample to its weights, or takes it away. If a line parts the classes it ends after "
        "at most R²/γ² mistakes, however many samples there are. If none does, as for exclusive or, it never ends: that takes a second layer.",
        "Rosenblatt 1958; Novikoff 1962, On convergence proofs for perceptrons; Minsky & Papert 1969",
    )
    code(_script(points), name="perceptron.py")


def _points(name: str, seed: int) -> Signed:
    if name == OWN:
        found: Signed = st.session_state.get(DRAWN, [])
        return found
    if name == "exclusive or":
        return CORNERS
    X, y = parted(40, GAPS[name], np.random.default_rng(seed))
    return [(round(float(x), 2), round(float(z), 2), int(kind)) for (x, z), kind in zip(X, y, strict=True)]


def _places(points: Signed) -> list[Point]:
    return [(x, y, 0 if kind > 0 else 1) for x, y, kind in points]


def _taken() -> None:
    st.session_state[DRAWN] = [(x, y, -1 if kind else 1) for x, y, kind in told(KEY, len(CLASSES))]
    st.session_state[PICKED] = OWN


@st.cache_data(max_entries=30, show_spinner=False)
def _walked(points: np.ndarray) -> tuple[list[Mistake], Bound]:
    X, y = points[:, :2], points[:, 2]
    return list(perceptron(X, y, PASSES)), bound(X, y)


def _figures(at: Mistake, states: list[Mistake], limit: Bound) -> None:
    facts(
        ("Mistakes", f"{at.mistakes} of {states[-1].mistakes}", "How often a sample was on the wrong side so far, and in all."),
        (
            "At most R²/γ²",
            "no bound" if math.isinf(limit.most) else f"{limit.most:,.1f}",
            f"R = {limit.radius:.2f} is the largest length of a sample (x₁, x₂, 1); γ = {limit.margin:.3f} the widest margin that any line leaves (Novikoff 1962).",
        ),
        ("Pass", str(at.passes), "How many times the rule has begun anew with the first sample."),
    )
    a, b, c = at.weights
    st.caption(f"The line: {a:.2f} x₁ + {b:.2f} x₂ + {c:.2f} = 0. Ringed: the sample that was wrong. The short stroke points to class 1.")


def _verdict(last: Mistake, limit: Bound) -> str:
    if math.isinf(limit.most):
        return f"**No line parts these points.** After {last.passes} passes and {last.mistakes} mistakes the rule is as wrong as before, and would go on for ever."
    if last.passes < PASSES:
        return (
            f"**Done after {last.mistakes} mistake{'s' * (last.mistakes != 1)}**, in pass {last.passes}; Novikoff allows {limit.most:,.0f}."
        )
    return f"A line parts these points, but the margin is thin: up to {limit.most:,.0f} mistakes may be needed, {last.mistakes} were made in {PASSES} passes."


def _script(points: Signed) -> Script:
    body = f"""points = np.array({points!r})
X, y = points[:, :2], points[:, 2]
for state in perceptron(X, y, passes={PASSES}):
    print(state.mistakes, state.sample, state.weights.round(2))
print("at most", bound(X, y).most)"""
    return Script(body, ("import numpy as np", "from mllab.learning.neurons import bound, perceptron"))
