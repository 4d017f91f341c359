"""What is said of a row when the pointer is on it."""

import streamlit as st

from mllab.ui.map.chosen import Chosen
from mllab.ui.map.pictures import pixels
from mllab.ui.points import Part, text

COLUMNS = 5
LETTERS = 40
MOST = 200_000


def labels(chosen: Chosen) -> Part | None:
    """The row's number and its first columns, names and classes first; none above 200,000 rows."""
    return None if len(chosen.matrix.rows) > MOST else _labels(chosen, chosen.rows)


@st.cache_resource(max_entries=8, show_spinner=False)
def _labels(_chosen: Chosen, token: tuple[object, ...]) -> Part:
    frame, table = _chosen.frame(), _chosen.table
    drawn = found.columns if (found := pixels(table)) else ()  # seen as a picture
    names = [name for kind in ("identifier", "category", "text", "number") for name in table.of_kind(kind)]
    order = [name for name in names if name not in drawn][:COLUMNS]
    told = _chosen.called()
    for name in order:
        values = frame[name].astype("str").str.slice(0, LETTERS).to_numpy()
        told = [f"{before}\n{name[:LETTERS]}: {value}" for before, value in zip(told, values, strict=True)]
    return text(told)
