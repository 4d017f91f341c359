"""What the axes are: shares of the variance, and the columns that weigh most, where axes are sums of columns."""

import streamlit as st

from mllab.charts import linear
from mllab.reduce import REDUCERS
from mllab.reduce._custom import CustomAxes
from mllab.ui import chart
from mllab.ui.map.custom import titles
from mllab.ui.map.shown import View, axes

SCREE = 10


def show(view: View) -> None:
    """Loadings, biplot and scree; for other methods, that their axes mean nothing."""
    picture, matrix = view.picture, view.chosen.matrix
    if picture is None or picture.loadings is None:
        st.caption(
            f"The axes of {view.chosen.reducer.name} have no meaning of their own: turn the picture as you like. "
            "PCA, factor analysis and truncated SVD have axes that are sums of columns."
        )
        return
    if isinstance(view.chosen.reducer, CustomAxes):
        st.caption(f"{picture.note} The axes lead from pole to pole; the weights below say which columns differ between them.")
    names = (
        titles(view.chosen.reducer, picture)
        or axes(picture, view.numbers)
        or tuple(f"axis {number}" for number in range(1, picture.loadings.shape[1] + 1))
    )
    left, right = st.columns(2, gap="large")
    with left:
        chart(linear.loadings(picture.loadings[:, : len(names)], matrix.names, names), alt="The weight of every column on every axis")
    with right:
        if len(names) > 1:
            both = (names[0], names[1])
            chart(linear.biplot(picture.positions[:, :2], picture.loadings[:, :2], matrix.names, both), alt="Rows and columns in one plane")
        if picture.shares is not None and not isinstance(view.chosen.reducer, CustomAxes):
            every = REDUCERS["PCA"](dimensions=min(SCREE, *matrix.values.shape)).fit(matrix.values)
            chart(linear.scree(every.shares), alt="The share of the variance of each principal component")
