"""How many groups: the measures over k, started by a button, and the recommendation."""

from collections.abc import Iterator

import streamlit as st

from mllab.charts import how_many as curves
from mllab.charts import reachability
from mllab.cluster import Clusterer
from mllab.cluster.judge.how_many import HowMany, how_many
from mllab.cluster.judge.measures import MEASURES
from mllab.cluster.judge.radius import radius
from mllab.ui import chart, watch
from mllab.ui.clustering.fitted import View
from mllab.ui.links import knob_key

REFERENCES, RESAMPLES, HIGHEST = 10, 10, 10
ACROSS = 4
START = "Find the number of groups"


def show(view: View) -> None:
    """The measures over k; for methods that go by density, the profile that shows the density."""
    _density(view)
    knobs = tuple((name, value) for name, value in view.clusterer.values().items() if name != "k")
    token = (view.table.id, view.table.version, view.columns, view.clusterer.name, knobs, view.seed)
    if st.session_state.get("how-many") != token:
        st.button(START, icon=":material/play_arrow:", type="primary", on_click=_use, args=("how-many", token))
        st.caption(f"Fits every k from 1 to {HIGHEST} and compares them by {len(MEASURES)} measures: {', '.join(MEASURES)}.")
        return
    states, _ = watch("many", token, lambda: _steps(view), "Step", HIGHEST + REFERENCES + RESAMPLES)
    if states:
        _answer(states[-1], view.clusterer)


def _steps(view: View) -> Iterator[HowMany]:
    return how_many(view.matrix.values, view.clusterer, range(1, HIGHEST + 1), view.seed, REFERENCES, RESAMPLES)


def _answer(found: HowMany, clusterer: Clusterer) -> None:
    if not found.measures:
        st.caption("Stopped before the first measure was complete.")
        return
    line, use = st.columns([5, 1], vertical_alignment="center")
    line.markdown(f"**{found.why}**", help=found.said)
    if found.k is not None and "k" in clusterer.values() and found.k != clusterer.values()["k"]:
        use.button(f"Use k = {found.k}", on_click=_use, args=(knob_key("algorithm", clusterer, "k"), found.k))
    for begin in range(0, len(found.measures), ACROSS):
        for place, measure in zip(st.columns(ACROSS), found.measures[begin : begin + ACROSS], strict=False):
            with place:
                title = f"{measure.name}: {measure.best}" if measure.best is not None else measure.name
                chart(curves.curve(measure.ks, measure.values, measure.best, measure.error, title), alt=f"{measure.name} over k")
                st.caption(measure.about)
    st.caption(found.said)


def _density(view: View) -> None:
    if view.result.reachability is not None and view.result.order is not None:
        names = [view.names[i] for i in view.result.order]
        chart(reachability.reachability(view.result.reachability, names), alt="Reachability plot")
    if view.clusterer.name == "DBSCAN":
        _radius(view)


def _radius(view: View) -> None:
    eps, points, metric = (view.clusterer.values()[name] for name in ("eps", "min_points", "metric"))
    found = radius(view.matrix.values, int(points or 1), str(metric), view.seed)
    chart(reachability.k_distance(found.distances, float(eps or found.eps), found.eps), alt="Sorted distances to the k-th neighbor")
    line, use = st.columns([5, 1], vertical_alignment="center")
    line.caption(f"{found.said} Rows left of the knee are dense at that radius, those right of it become noise.")
    if eps is not None and eps != found.eps:
        use.button(f"Use eps = {found.eps:g}", on_click=_use, args=(knob_key("algorithm", view.clusterer, "eps"), found.eps))


def _use(key: str, value: object) -> None:
    st.session_state[key] = value
