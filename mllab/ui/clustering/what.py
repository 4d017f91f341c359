"""What each group is: the columns that set it apart, and typical rows."""

from typing import TYPE_CHECKING

import streamlit as st

from mllab.charts import dendrogram, groups
from mllab.cluster.judge.describe import Group, figure, label_name, percent, say
from mllab.cluster.judge.effects import Difference
from mllab.cluster.judge.typical import typical
from mllab.ui import chart, short
from mllab.ui.chosen import free
from mllab.ui.clustering.fitted import View
from mllab.ui.clustering.summary import described

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = 14


def show(view: View) -> None:
    """The heat map of effects, the tree where there is one, and the most typical rows of every group."""
    found = described(view, view.token)
    frame = effects(found)
    if len(frame):
        chart(groups.profile(frame), alt="Effect sizes of the most different columns in every group")
        st.caption(
            "In the cells: the group's mean, or the share of its rows. In colour: how far that is from the rest "
            "(Cohen's d for means, Cohen's h for shares; 0.2 is small, 0.5 medium, 0.8 large). "
            "Columns used for clustering differ by construction; the others are what you learn."
        )
    _tree(view)
    st.markdown("**Typical rows**, the most central of each group", help="Medoids: the smallest summed distance to all rows of the group.")
    st.dataframe(_typical(view))


def effects(found: list[Group]) -> "pd.DataFrame":
    """The heat map's cells: what differs most in some group, told for every group."""
    import pandas as pd

    rows = [
        {"group": group.name, "column": trait(d), "effect": d.effect, "words": say(d), "figure": _cell(d)}
        for group in found
        for d in group.every
        if d.about != "date"
    ]
    frame = pd.DataFrame(rows, columns=["group", "column", "effect", "words", "figure"])
    told = sorted((d for group in found for d in group.differences), key=lambda d: -abs(d.effect))
    shown = list(dict.fromkeys(trait(d) for d in told if d.about != "date"))[:COLUMNS]
    frame = frame[frame["column"].isin(shown)]
    return frame.sort_values("column", key=lambda names: names.map(shown.index), kind="stable")


def trait(difference: Difference) -> str:
    """What a row of the heat map is about: a column, a level of it, or its absence."""
    names = {"level": f"{difference.column} = {difference.level}", "missing": f"without {difference.column}"}
    return short(names.get(difference.about, difference.column), 40)


def _cell(difference: Difference) -> str:
    return figure(difference.here) if difference.about == "number" else percent(difference.here)


def _tree(view: View) -> None:
    if view.result.linkage is not None:
        chart(dendrogram.dendrogram(view.result.linkage, view.names, view.result.k), alt="The tree of merges")


def _typical(view: View) -> "pd.DataFrame":
    import pandas as pd

    frame = view.frame()
    parts = []
    for label, rows in typical(view.matrix.values, view.result.labels, 3, view.seed).items():
        part = frame.iloc[rows].copy()
        part.insert(0, free("group", part.columns), label_name(label))
        parts.append(part)
    return pd.concat(parts) if parts else frame.iloc[:0]
