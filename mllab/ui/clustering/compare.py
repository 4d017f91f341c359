"""Two methods on the same rows: how far they agree, and who went where."""

import numpy as np
import streamlit as st

from mllab.charts import agreement as tiles
from mllab.charts import scatter
from mllab.cluster import CLUSTERERS, Clusterer, fit_whole
from mllab.cluster._whole import Whole, sample_rows
from mllab.cluster.judge.agreement import agreement
from mllab.cluster.judge.describe import label_name
from mllab.ui import chart, choose
from mllab.ui.clustering.fitted import View
from mllab.ui.clustering.picture import DRAWN

ROWS = 5_000


def show(view: View) -> None:
    """A second method with its knobs, its picture, and the agreement of the two."""
    knobs, picture, matrix = st.columns([2, 4, 4], gap="medium")
    with knobs:
        second = choose(CLUSTERERS, key="second", default="agglomerative", label="Second method")
    other = second_fit(second, view.matrix.values, view.seed, (view.table.id, view.table.version, view.columns, repr(second), view.seed))
    with picture:
        drawn = sample_rows(len(other.labels), DRAWN, view.seed)
        names = [label_name(int(label)) for label in other.labels[drawn]]
        chart(
            scatter.clusters(view.plane.positions[drawn, :2], names, ("PC 1", "PC 2"), height=320),
            alt=f"Groups by {second.name}",
        )
        st.caption(other.said)
    with matrix:
        found = agreement(view.result.labels, other.labels)
        chart(
            tiles.crossing(found.counts, _names(found.left), _names(found.right), (view.clusterer.name, second.name)),
            alt="Rows by both groups",
        )
        st.caption(f"{found.words} 0 is what chance gives, 1 the same groups.")


def _names(labels: np.ndarray) -> list[str]:
    return [label_name(int(label)) for label in labels]


@st.cache_resource(max_entries=16, show_spinner="Finding groups by the second method")
def second_fit(_clusterer: Clusterer, _X: np.ndarray, seed: int, token: tuple[object, ...]) -> Whole:
    """The second method on at most 5,000 of the rows; the others are assigned."""
    return fit_whole(_clusterer, _X, seed, min(_clusterer.limit, ROWS))
