"""Where the walk begins: sliders, or a click into the picture."""

from collections.abc import Sequence

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mllab.charts import descent as drawn
from mllab.learning.descent import Surface


def key(surface: Surface, name: str) -> str:
    """The key of the slider of one variable, its name in the link."""
    return f"from-{name}-{surface.name}".replace(" ", "-")


def start(surface: Surface, places: Sequence[DeltaGenerator]) -> tuple[float, ...]:
    """A slider for each variable, each in its place on the page."""
    found = []
    for name, (low, high), usual, place in zip(surface.variables, surface.extent, surface.begin, places, strict=False):
        at = key(surface, name)
        if not low <= st.session_state.get(at, low) <= high:
            st.session_state[at] = float(np.clip(st.session_state[at], low, high))
        step = 10.0 ** np.floor(np.log10((high - low) / 100))
        found.append(
            place.slider(
                f"Start {name}",
                low,
                high,
                float(np.clip(usual, low, high)),
                step=float(step),
                key=at,
                bind="query-params",
                help="Where all of them start. A click into the picture sets it as well.",
            )
        )
    return tuple(found)


def clicked(surface: Surface, chart: str) -> None:
    """Take the place that was clicked."""
    for point in st.session_state[chart]["selection"].get(drawn.START, [])[:1]:
        for name in surface.variables:
            if name in point:
                st.session_state[key(surface, name)] = float(point[name])
