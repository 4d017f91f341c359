"""Beside the map: how far it can be trusted, or charts of columns that filter it."""

import streamlit as st

from mllab.reduce.quality import Quality
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.colours import Colours
from mllab.ui.map.crossfilter import charts
from mllab.ui.map.trust import in_a_line, trust
from mllab.ui.points import Picked

TRUST, CHARTS = "Trust", "Charts"


def side(chosen: Chosen, quality: Quality | None, shown: Colours | None, picked: Picked) -> None:
    """One of the two; the figures of trust are there with both."""
    asked = st.segmented_control(
        "Beside the map", [TRUST, CHARTS], default=TRUST, required=True, key="side", bind="query-params", label_visibility="collapsed"
    )
    if asked != CHARTS:
        trust(quality, chosen)
        return
    if quality is not None:
        st.caption(in_a_line(quality))
    charts(chosen, shown, picked)


def below(chosen: Chosen, shown: Colours | None, picked: Picked) -> None:
    """The charts in a row, for several maps side by side."""
    if st.toggle("Charts", key="charts-below", bind="query-params", help="Charts of columns that filter all of these maps."):
        charts(chosen, shown, picked, 3)
