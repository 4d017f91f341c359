"""Can it be trusted: the figures as curves over the size of the neighborhood, and all distances against those in the data."""

import streamlit as st

from mllab.charts import quality as drawn
from mllab.ui import chart
from mllab.ui.map.shown import View


def show(view: View) -> None:
    """The curves and the Shepard diagram, with what they were computed on."""
    quality = view.quality
    if quality is None:
        st.caption("The picture is being judged, or has fewer than 3 rows.")
        return
    curves, distances = st.columns(2, gap="large")
    with curves:
        st.markdown(
            "**Neighborhoods**", help="Left: the very nearest rows. Right: wide surroundings. All are 1 for a picture without any loss."
        )
        chart(drawn.curves(quality), alt="Trustworthiness, continuity and recall over the number of neighbors")
    with distances:
        st.markdown(
            "**Distances**",
            help="Every pair of rows: its distance in the data across, in the picture up. A narrow rising band is a faithful picture (Shepard 1962).",
        )
        chart(drawn.shepard(quality), alt="Distances in the picture against distances in the data")
    st.caption(f"{quality.said} Colour by “neighbors lost” or “false neighbors” in the sidebar to see where the picture fails.")
