"""By which distance the neighbors of a clicked row are looked for."""

import streamlit as st

from mllab.neighbors import Metric
from mllab.reduce import Reducer

DISTANCES: dict[str, Metric] = {"Euclidean": "euclidean", "cosine": "cosine"}
ABOUT = (
    "Euclidean: how far apart two rows are. Cosine: how different the directions are in which they differ from the average row, from 0, the "
    "same, to 2, the opposite. It begins with the method's own."
)


def choose_distance(reducer: Reducer) -> Metric:
    """Euclidean or cosine; at first what the method itself uses."""
    own = "cosine" if reducer.values().get("metric") == "cosine" else "Euclidean"
    named = st.segmented_control("Nearest by", list(DISTANCES), default=own, required=True, key="near-by", bind="query-params", help=ABOUT)
    return DISTANCES[named or own]
