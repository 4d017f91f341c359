"""Loss functions side by side: what an answer costs, and how hard it is pulled."""

from typing import get_args

import numpy as np
import streamlit as st

from mllab.charts import costs
from mllab.learning.losses import LOSSES, Kind, Loss
from mllab.params import knobs
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.knobs import tune
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import chart, kept, plain
from mllab.ui.which import which

KINDS: tuple[Kind, ...] = get_args(Kind)
SAID = {"numbers": "prediction", "classes": "score", "probabilities": "probability said"}
ENDS = {"numbers": (-4.0, 4.0), "classes": (-3.0, 3.0), "probabilities": (0.01, 0.99)}
TOPS = {"numbers": (6.0, 4.0), "classes": (4.0, 1.5), "probabilities": (4.0, 8.0)}
POINTS = 201


def side_by_side() -> None:
    """The kind of answer, the knobs of its losses, then the slider and the pictures."""
    asks("What does a wrong answer cost, and how hard does it pull?")
    kind: Kind = which("Answers", dict.fromkeys(KINDS), "answers")  # type: ignore[assignment]
    losses = []
    with st.sidebar:
        for one in LOSSES.values():
            if one.kind == kind:
                losses.append(tune(one, "loss") if knobs(one) else one())
    _moved(kind, losses)
    takeaway(
        "The loss decides what is learned. Squared asks for the mean and heeds outliers most; absolute asks for the median; pinball for a quantile. "
        "What counts as right or wrong has no slope, so classifiers learn by the logistic or the hinge loss instead.",
        "Hastie, Tibshirani & Friedman 2009, sections 10.5 and 10.6.",
    )


@st.fragment
def _moved(kind: Kind, losses: list[Loss]) -> None:
    low, high = ENDS[kind]
    left, right = st.columns(2, gap="large")
    with left:
        said = st.slider(
            SAID[kind].capitalize(),
            low,
            high,
            0.3 if kind == "probabilities" else -1.5,
            0.01,
            key=f"said-{kind}",
            bind="query-params",
            help="What is answered.",
        )
    with right:
        true = _true(kind)
    at = np.linspace(low, high, POINTS)
    values = {one.name: one.value(at, np.array(true)) for one in losses}
    pulls = {one.name: -one.gradient(at, np.array(true)) for one in losses}
    top, most = TOPS[kind]
    with left:
        _drawn(at, values, said, (SAID[kind], "loss"), (0.0, top), f"losses-{kind}")
    with right:
        _drawn(at, pulls, said, (SAID[kind], "pull: minus the slope"), (-most, most), f"pulls-{kind}")
    st.dataframe([_row(one, said, true) for one in losses], hide_index=True)
    for one in losses:
        st.caption(f"**{plain(one.name)}**: {plain((one.__doc__ or '').split(chr(10))[0])} {plain(one.source)}.")
    code(script(losses, said, true), name="losses.py")


def _true(kind: Kind) -> float:
    about = "What is true."
    if kind == "classes":
        return float(
            st.segmented_control("True class", [-1, 1], default=1, required=True, key="true-class", bind="query-params", help=about) or 1
        )
    ends, usual = ((-2.0, 2.0), 0.0) if kind == "numbers" else ((0.0, 1.0), 0.8)
    return st.slider("True", *ends, usual, 0.01, key=f"true-{kind}", bind="query-params", help=about)


def _drawn(
    at: np.ndarray, lines: dict[str, np.ndarray], now: float, titles: tuple[str, str], extent: tuple[float, float], key: str
) -> None:
    chart(kept(costs.curves(at, lines, now, titles, extent)), key=key, alt=f"{titles[1]} over the {titles[0]}: {', '.join(lines)}")


def _row(loss: Loss, said: float, true: float) -> dict[str, object]:
    value, pull = float(loss.value(np.array(said), np.array(true))), -float(loss.gradient(np.array(said), np.array(true)))
    return {
        "loss": loss.name,
        "costs": round(value, 6),
        "pulls by": round(pull, 6),
        "towards": "up" if pull > 0 else "down" if pull < 0 else "nowhere",
    }


def script(losses: list[Loss], said: float, true: float) -> Script:
    """The same figures by calls of mllab."""
    body = f"""said, true = np.array({said!r}), np.array({true!r})
for loss in ({", ".join(map(repr, losses))},):
    print(loss.name, float(loss.value(said, true)), -float(loss.gradient(said, true)))"""
    imports = sorted(f"from {type(one).__module__} import {type(one).__name__}" for one in losses)
    return Script(body, ("import numpy as np", *imports))
