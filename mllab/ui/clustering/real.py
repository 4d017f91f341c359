"""Is it real: silhouettes of every row, stability under bootstraps, and a comparison with shuffled data."""

import numpy as np
import streamlit as st

from mllab.charts import groups, silhouette
from mllab.cluster.judge import shuffled, stability
from mllab.cluster.judge.describe import label_name
from mllab.cluster.judge.silhouette import Silhouette
from mllab.cluster.judge.silhouette import silhouette as judge
from mllab.ui import chart, watch
from mllab.ui.clustering.fitted import View

BOOTSTRAPS, COPIES = 50, 39


def show(view: View) -> None:
    """Three tests side by side; the ones that fit again and again wait for a button."""
    left, right = st.columns(2, gap="large")
    with left:
        _silhouette(view)
    with right:
        if st.session_state.get("is-real") != view.token:
            st.button("Test the groups", icon=":material/play_arrow:", type="primary", on_click=_start, args=(view.token,))
            st.caption(
                f"Clusters {BOOTSTRAPS} bootstraps and {COPIES} shuffled copies of the table: "
                "do the groups come back, and are they more than chance?"
            )
            return
        _stability(view)
        _chance(view)


def _start(token: tuple[object, ...]) -> None:
    st.session_state["is-real"] = token


@st.cache_resource(max_entries=16, show_spinner=False)
def judged(_view: View, token: tuple[object, ...]) -> Silhouette:
    """The silhouette of every row, on a sample of 5,000."""
    return judge(_view.matrix.values, _view.result.labels, _view.seed)


def _silhouette(view: View) -> None:
    found = judged(view, view.token)
    if np.isnan(found.mean):
        st.info("A silhouette needs two groups.", icon=":material/info:")
        return
    names = [label_name(int(label)) for label in found.labels]
    chart(silhouette.silhouette(found.values, names, found.mean), alt="Silhouette of every row, by group")
    doubtful = float(np.mean(found.values[~np.isnan(found.values)] < 0))
    st.caption(f"Mean {found.mean:.2f} (dashed); {doubtful:.0%} of the rows are nearer to another group. {found.said}".replace("%", " %"))


def _stability(view: View) -> None:
    states, _ = watch(
        "stability",
        view.token,
        lambda: stability.stability(view.clusterer, view.matrix.values, view.seed, BOOTSTRAPS),
        "Bootstrap",
        BOOTSTRAPS,
    )
    if not states:
        return
    last = states[-1]
    names = [label_name(int(group)) for group in last.groups]
    readings = [last.reading(i) for i in range(len(names))]
    chart(groups.stability(names, last.jaccard, readings), alt="Stability of every group")
    told = "; ".join(f"group {name}: {value:.2f}, {reading}" for name, value, reading in zip(names, last.jaccard, readings, strict=True))
    st.caption(f"{told}. Bounds at 0.6, 0.75 and 0.85 (Hennig 2007), after {last.rounds} bootstraps. {last.said}")


def _chance(view: View) -> None:
    states, _ = watch(
        "chance", view.token, lambda: shuffled.shuffled(view.clusterer, view.matrix.values, view.seed, COPIES), "Shuffled copy", COPIES
    )
    if states:
        last = states[-1]
        if not np.isnan(last.observed):
            chart(silhouette.null(last.observed, last.null), alt="Silhouettes of shuffled copies and of this table")
        st.caption(f"{last.words} {last.said}")
