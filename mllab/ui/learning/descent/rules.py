"""The rules: what each optimizer does in a step, as a formula, when it fails, and where it comes from."""

import streamlit as st

from mllab.learning.descent import OPTIMIZERS, Optimizer
from mllab.ui.learning.descent.chosen import racers
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import plain

SYMBOLS = "x: the place, g: the slope (gradient) there, H: the curvature (Hessian), η: the learning rate of the step, v and m: the remembered slope, s: the remembered squared slope; g² and the division by √s are made for each coordinate. A hat corrects for the start at 0."


def rules() -> None:
    """One block for each optimizer that is chosen at the side."""
    asks("What does each of them do in one step?")
    with st.sidebar:
        names = racers()
    left, right = st.columns(2, gap="large")
    for place, name in enumerate(names):
        with (left, right)[place % 2]:
            _rule(OPTIMIZERS[name])
    st.caption(SYMBOLS)
    takeaway(
        "All of them are one idea: walk against the slope. They differ in what they remember of earlier slopes, and in whether each direction has a step of its own.",
        "Ruder 2016, “An overview of gradient descent optimization algorithms”.",
    )


def _rule(kind: type[Optimizer]) -> None:
    st.markdown(f"**{plain(kind.name)}**")
    st.latex(kind.rule)
    for paragraph in (kind.__doc__ or "").strip().split("\n\n"):
        st.markdown(plain(paragraph))
    st.caption(f"Source: {plain(kind.source)}")
