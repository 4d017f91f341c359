"""Colours by what a kept model answers: where on the map it says which class, or how much."""

import numpy as np
import streamlit as st

from mllab.data.classes import frequent
from mllab.data.table import Table
from mllab.models import keep
from mllab.models.keep import Shelved
from mllab.ui.map.chosen import Chosen

MARK = "answers of "


def offered(table: Table) -> dict[str, str]:
    """What the colours are called -> the id of each kept model that knows no other columns than this table has; the newest first."""
    names = set(table.names)
    listed = [one for one in keep.listing() if one.columns and names.issuperset(one.columns)]
    return {_called(one, listed): one.id for one in listed}


def _called(one: Shelved, listed: list[Shelved]) -> str:
    """With a part of its id where two have the same name."""
    several = [other.name for other in listed].count(one.name) > 1
    return f"{MARK}{one.name}" + (f" ({one.id[:4]})" if several else "")


def door(table: Table, id: str) -> None:
    """A link to the map of the table in the colours of a kept model's answers; none where the table lacks columns that it knows."""
    named = {one: name for name, one in offered(table).items()}
    if id in named:
        query = {"table": table.id, "colour": named[id]}
        st.page_link("pages/map.py", label="See the answers on the map", icon=":material/scatter_plot:", query_params=query)


def answers(chosen: Chosen, id: str) -> tuple[str, np.ndarray, tuple[str, ...]]:
    """What is predicted, and for every row of the map the code of its class, or for no classes its number."""
    return _answers(chosen, id, (id, *chosen.rows))


@st.cache_resource(max_entries=4, show_spinner="Asking the model")
def _answers(_chosen: Chosen, id: str, token: tuple[object, ...]) -> tuple[str, np.ndarray, tuple[str, ...]]:
    kept = keep.opened(id)
    task, classes = kept.fitted.task, kept.fitted.classes
    said = keep.told(kept, _chosen.frame())[f"predicted {task.target}"].to_numpy()
    if not classes:
        return f"{task.target}, predicted", said.astype(np.float32), ()
    code = {name: place for place, name in enumerate(classes)}
    return f"{task.target}, predicted", *frequent(np.array([code[one] for one in said]), list(classes))
