"""The picture on the home page: the groups of a sample, really found when the page opens."""

import streamlit as st

from mllab.charts import scatter
from mllab.cluster import CLUSTERERS
from mllab.data.samples import SAMPLES, load
from mllab.ui.clustering.fitted import fitted
from mllab.ui.clustering.picture import axes
from mllab.ui.clustering.summary import described
from mllab.ui.code import code
from mllab.ui.show import chart, plain

SAMPLE = "customers"
COLUMNS = ["monthly_spend", "discount", "visits", "support_tickets", "satisfaction"]
DRAWN = 1_500


def hero() -> None:
    """The sample's rows in the plane of their principal components, coloured by the groups of k-means, each in words on hover."""
    table = load(SAMPLE)
    view = fitted(table, COLUMNS, CLUSTERERS["k-means"](k=4), seed=0)
    words = {group.label: f"{group.name}: {group.words}" for group in described(view, view.token)}
    shown = slice(None, DRAWN)
    st.markdown("#### Four groups that nobody named", anchors=False)
    picture, found = st.columns([6, 5], gap="large")
    with picture:
        chart(
            scatter.clusters(view.plane.positions[shown, :2], view.names[shown], axes(view.plane, view.matrix.names), "group", height=340),
            key="hero",
            alt="Customers of the sample in a plane, coloured by the four groups that k-means found",
        )
    with found:
        st.caption(f"The sample “{plain(SAMPLES[SAMPLE].title)}”: every dot is a row; k-means found four groups without being told of any.")
        for said in words.values():
            st.caption(plain(said))
        code(view.script(), name="groups.py")
