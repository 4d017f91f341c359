"""Fairness: the same rates for every group of a column, with their intervals."""

import numpy as np
import streamlit as st

from mllab.charts.ranges import ranges
from mllab.data.table import Table
from mllab.models.explain import RATES, fairness
from mllab.ui import chart, plain, short
from mllab.ui.explore.choice import column_box
from mllab.ui.train.explained.judged import UNSEEN, class_box, judged, named
from mllab.ui.train.explained.mistakes import THRESHOLD
from mllab.ui.train.view import View


def show(view: View) -> None:
    """Four rates side by side for the groups of one column, which need not be one that the model sees."""
    rows = judged(view)
    with st.container(horizontal=True):
        kinds = ("category", "boolean", "number", "date")
        usable = [column.name for column in view.table.columns if column.kind in kinds and column.name != view.task.target]
        if not usable:
            st.info("The table has no column to group rows by.", icon=":material/info:")
            return
        few = [column.name for column in view.table.columns if column.kind in ("category", "boolean") and column.name in usable]
        column = column_box(
            "Groups of", usable, "fair-column", (few or usable)[0], help="Any column of the table, also one that is not learned from."
        )
        code = class_box(view, "Taken for") if view.rows.k > 1 else 0
    if not column:
        st.info("Choose a column that tells the groups.", icon=":material/info:")
        return
    threshold = float(st.session_state.get(THRESHOLD, 0.5))
    told = rows.predicted[:, code] >= threshold if view.rows.k == 2 else rows.predicted.argmax(axis=1) == code
    index = view.rows.frame.index[rows.places].to_numpy()
    groups = _column(view.table, column, index, (view.table.id, view.table.version, column, view.token))
    found = fairness(groups, rows.y == code, told)
    left, right = st.columns(2, gap="large")
    for place, (rate, about) in zip((left, right, left, right), RATES.items(), strict=True):
        one = found[found["rate"] == rate]
        names = [f"{short(name, 24)} ({size:,})" for name, size in zip(one["group"], one["rows"], strict=True)]
        with place:
            st.markdown(f"**{rate.capitalize()}**", help=about)
            value, low, high = (one[name].to_numpy() for name in ("value", "low", "high"))
            chart(
                ranges(names, value, low, high, title="", format=".1%", domain=(0, 1), wide=160), alt=f"{rate} of every group of {column}"
            )
    st.caption(plain(_words(found, named(view, code))), help=f"Intervals are Wilson's, 95 %. {UNSEEN}")


@st.cache_data(max_entries=4, show_spinner=False)
def _column(_table: Table, column: str, _index: np.ndarray, token: tuple[object, ...]):  # type: ignore[no-untyped-def]
    return _table.frame([column]).loc[_index, column]


def _words(found, name: str) -> str:  # type: ignore[no-untyped-def]
    """The widest gap between two groups whose intervals do not overlap."""
    worst, said = 0.0, f"No two groups differ in how they are taken for {name} by more than their intervals."
    for rate in RATES:
        one = found[(found["rate"] == rate) & found["value"].notna()]
        for _, a in one.iterrows():
            for _, b in one.iterrows():
                if a["low"] > b["high"] and a["value"] - b["value"] > worst:
                    worst = a["value"] - b["value"]
                    said = f"Widest gap: {rate}, {a['value']:.0%} of {a['group']} against {b['value']:.0%} of {b['group']}."
    return said.replace("%", " %")
