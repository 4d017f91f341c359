"""Bias and variance: why a fit that is too simple and one that is too rich both fail."""

import streamlit as st

from mllab.ui import page
from mllab.ui.learning.bias_variance import known, own

with page(
    "Bias and variance",
    "A fit fails in two ways: too simple to be right, or so rich that it learns the noise. See both, and what would help.",
):
    on = st.segmented_control(
        "On",
        ["A known truth", "Your own table"],
        default="A known truth",
        required=True,
        key="on",
        bind="query-params",
        label_visibility="collapsed",
    )
    own() if on == "Your own table" else known()
