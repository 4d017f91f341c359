"""Support vector machines: the street between two classes, the points that hold it, and the space in which it is straight."""

import numpy as np
import streamlit as st

from mllab.charts import divided
from mllab.charts.palette import PALETTE
from mllab.learning.boundaries import KERNELS, Labelled, Margin, contour, grid, margin, straight
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.learning.boundaries.picture import CELLS, colours, dots, draw, ink
from mllab.ui.learning.boundaries.points import Given, given
from mllab.ui.learning.boundaries.space import space
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import facts

KEY = "margin-plane"
COSTS = [0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 1000.0]
GAMMAS = [0.01, 0.03, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 100.0]
LEVELS = ((-1.0, 1.2, True), (0.0, 2.6, False), (1.0, 1.2, True))  # of f, and how its line is drawn
ABOUT = {
    "linear": "a straight street",
    "quadratic": "K = (x·z)²: a straight street among x₁², √2 x₁x₂ and x₂²",
    "RBF": "K = exp(−γ |x − z|²): every support vector a hill or a hollow",
}


def margins() -> None:
    """Controls at the side; the street, and what it is in the space of the kernel."""
    asks("Many lines part two classes. Which leaves the widest street between them, and what if no straight one does?")
    points = given()
    if points is None:
        return
    with st.sidebar:
        kernel = st.selectbox(
            "Kernel", KERNELS, index=2, key="border_kernel", bind="query-params", help="\n".join(f"- **{name}**: {about}" for name, about in ABOUT.items())
        )  # fmt: skip
        two = _two(points)
    _turned(points, two, kernel)
    takeaway(
        "Only the points on the edge of the street, and those within it, hold it in place: all others could be taken away. A large C buys every point its place and narrows the "
        "street. A kernel compares points as if they lay in a space of more dimensions, where a straight street is a curved one here.",
        "Boser, Guyon & Vapnik 1992; Cortes & Vapnik 1995, Support-vector networks",
    )


def _two(of: Given) -> Labelled:
    """One class against the others, where there are more than two; both coordinates brought to the same spread."""
    points, which = of.points, 1
    if points.k > 2:
        name = st.selectbox(
            "Class", points.classes, key=f"border_class{of.slug}", bind="query-params", help="The class that is told from all others: a street has two sides."
        )  # fmt: skip
        which = points.classes.index(name)
    return points.evened().against(which)


@st.cache_resource(max_entries=60, show_spinner="Widening the street")
def _fitted(_points: Labelled, kernel: str, C: float, gamma: float, token: str) -> Margin:
    return margin(_points.X, _points.y, kernel, C, gamma)


@st.cache_resource(max_entries=60, show_spinner=False)
def _levels(_machine: Margin, _points: Labelled, token: str) -> tuple[np.ndarray, list[np.ndarray]]:
    """f at the middles of the cells, and the lines of its levels: exact for a linear machine, else to the square of a cell."""
    places, x, y = grid(_points.frame, *CELLS)
    value = _machine.at(places)
    if _machine.kernel == "linear":
        return value, [straight(_machine.weights, _machine.offset - level, _points.frame) for level, *_ in LEVELS]
    return value, [contour(value.reshape(len(y), len(x)), x, y, level) for level, *_ in LEVELS]


@st.fragment
def _turned(of: Given, two: Labelled, kernel: str) -> None:
    columns = st.columns(3 if kernel == "RBF" else 2, gap="medium", vertical_alignment="bottom")
    C = columns[0].select_slider(
        "C", COSTS, value=10.0, key="border_C", bind="query-params", help="What a unit of slack costs: the greater, the fewer points may lie on the wrong side of their edge."
    )  # fmt: skip
    gamma = 1.0
    if kernel == "RBF":
        gamma = columns[1].select_slider(
            "γ", GAMMAS, value=1.0, key="border_gamma", bind="query-params", help="The greater, the nearer two points must be to be alike: 1 is a standard deviation or so."
        )  # fmt: skip
    turn = columns[-1].slider(
        "Turn",
        0,
        350,
        30,
        10,
        key="border_turn",
        bind="query-params",
        format="%d°",
        help="Look at the space at the right from another side.",
    )
    token = f"{of.token} {two.classes}"
    machine = _fitted(two, kernel, C, gamma, token)
    value, lines = _levels(machine, two, f"{token} {kernel} {C} {gamma}")
    left, right = st.columns(2, gap="medium")
    with left:
        _plane(of, two, machine, value, lines)
    with right:
        space(two, machine, lines[1], turn)
    _figures(machine)
    code(_script(of, two, kernel, C, gamma), name="margins.py")


def _plane(of: Given, two: Labelled, machine: Margin, value: np.ndarray, lines: list[np.ndarray]) -> None:
    middle, spread = of.points.scale
    yes = np.clip((value + 1) / 2, 0, 1)
    drawn = [
        divided.Lines(line * np.tile(spread, 2) + np.tile(middle, 2), ink(), width, dashed and machine.kernel == "linear")
        for line, (_, width, dashed) in zip(lines, LEVELS, strict=True)
    ]
    late = np.flatnonzero(machine.slack > 1e-3)
    if machine.kernel == "linear":
        w = machine.weights
        way = (machine.side * machine.slack / (w @ w or 1.0))[late, None] * w * spread
        drawn.append(divided.Lines(np.column_stack([of.points.X[late], of.points.X[late] + way]), PALETTE[5], 1.6))
    told = [
        f"f = {f:.2f}, slack {slack:.2f}, multiplier {a:.3g}"
        for f, slack, a in zip(machine.value, machine.slack, machine.multiplier, strict=True)
    ]
    shown = Given(Labelled(of.points.X, two.y, two.classes, of.points.axes), of.code, of.imports, of.token, of.slug)
    rings = machine.support
    data = divided.parts(dots(shown.points, told=told, rings=rings), drawn, colours(np.stack([1 - yes, yes], axis=1)))
    draw(shown, data, KEY, f"The street between {two.classes[0]} and {two.classes[1]}, the support vectors ringed")
    st.caption(
        f"Thick: f = 0, the border; {'dashed' if machine.kernel == 'linear' else 'thin'}: f = ±1, the edges of the street. Ringed: the support vectors."
        + (" Short lines: the slack, from a point to the edge where it should be." if machine.kernel == "linear" else "")
    )


def _figures(machine: Margin) -> None:
    wrong = float((machine.side * machine.value <= 0).mean())
    balance = float(machine.multiplier @ machine.side)
    facts(
        ("Street", f"{machine.width:.3g}", "Its width, 2 / |w|, in the space of the kernel; for a linear kernel in standard deviations of the columns."),
        (
            "Support vectors", f"{len(machine.support)} of {len(machine.X)}",
            f"{len(machine.free)} lie on an edge; the multipliers of the others are at their bound C. Times their sides they sum to {balance:.1g}: the two classes pull equally.",
        ),
        ("Slack", f"{machine.slack.sum():.3g}", "In all: how far points are on the wrong side of their edge, in half widths. C times this is paid."),
        ("Wrong", f"{wrong:.1%}".replace("%", " %"), "Of these points, on the wrong side of the border."),
    )  # fmt: skip
    if not machine.ended:
        st.warning("The solver did not reach its end: take a smaller C.", icon=":material/warning:")


def _script(of: Given, two: Labelled, kernel: str, C: float, gamma: float) -> Script:
    which = of.points.classes.index(two.classes[1])
    body = f"""points = {of.code}.evened().against({which})
machine = margin(points.X, points.y, {kernel!r}, C={C}, gamma={gamma})
print(f"street {{machine.width:.3g}}, slack {{machine.slack.sum():.3g}}")
print("support vectors", machine.support, "with multipliers", machine.multiplier[machine.support].round(3))
print("the same by scikit-learn:", SVC(C={C}, {_kernel(kernel, gamma)}).fit(points.X, points.y).n_support_.sum(), "support vectors")"""
    return Script(body, (*of.imports, "from mllab.learning.boundaries import margin", "from sklearn.svm import SVC"))


def _kernel(kernel: str, gamma: float) -> str:
    return {"linear": 'kernel="linear"', "quadratic": 'kernel="poly", degree=2, gamma=1, coef0=0', "RBF": f"gamma={gamma}"}[kernel]
