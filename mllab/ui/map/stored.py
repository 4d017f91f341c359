"""What is made of a map's table is kept as a table of its own: the one that it came from is never changed."""

from pathlib import Path

import numpy as np
import streamlit as st

from mllab.data import store
from mllab.data.prepare.retype import Retype
from mllab.data.table import Table
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.pictured import LAST

PICKED, COLOUR = "table", "colour"


def stored(path: Path, name: str, origin: str, source: Table) -> Table:
    """The Parquet file as a new table; its columns mean what they meant in `source`. The same content twice is one table."""
    saved = store.add(path, name[:100], origin)
    kinds = {column.name: column.kind for column in source.columns}
    other = [column for column in saved.columns if kinds.get(column.name, column.kind) != column.kind]
    recipe = store.recipe(saved.id)
    if not other or len(recipe):
        return saved
    for column in other:
        recipe = recipe.add(Retype(column.name, kinds[column.name]))
    return store.set_recipe(saved.id, recipe)


def go_to(saved: Table, chosen: Chosen, colour: str = "", positions: np.ndarray | None = None) -> None:
    """In a callback: map this table by the same columns, coloured by `colour`; from `positions` on, where its rows are the same."""
    st.session_state[PICKED] = saved.id
    st.session_state[f"columns-{saved.id}"] = list(chosen.columns)
    st.query_params[f"columns-{saved.id}"] = list(chosen.columns)  # what is set by a script is not written to the link by itself
    if colour:
        st.session_state[COLOUR] = colour
    if positions is not None and len(positions) == len(chosen.matrix.rows):
        rows = (saved.id, saved.version, chosen.columns, len(positions), chosen.seed, chosen.matrix.unit)
        st.session_state[LAST] = (rows, chosen.reducer.name, positions)
