"""A selection as an end of a custom axis: kept as a column of a copy of the table, in which the axis then searches."""

import numpy as np
import streamlit as st

from mllab.data.search import ANYWHERE
from mllab.reduce._custom import ENDS, PAIRS, CustomAxes
from mllab.ui.chosen import free
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.custom import pole_key
from mllab.ui.map.remember import named
from mllab.ui.map.shown import View
from mllab.ui.map.stored import go_to

ABOUT = "Looks along the direction that leads to these rows: from all rows, or from another selection that you make the other end."
SIGNS = {"left": "arrow_back", "right": "arrow_forward", "down": "arrow_downward", "up": "arrow_upward"}


def pole_buttons(view: View, rows: np.ndarray) -> None:
    """One button for each end."""
    with st.popover("Make it a pole", icon=":material/swap_horiz:", help=ABOUT), st.container(horizontal=True):
        for end in ENDS:
            icon = f":material/{SIGNS[end]}:"
            st.button(end.capitalize(), key=f"pole-{end}", icon=icon, on_click=make_pole, args=(view.chosen, rows, end))


def make_pole(chosen: Chosen, rows: np.ndarray, end: str) -> None:
    """In a callback: custom axes of a copy of the table, with these rows as `end`; the other ends stay where there are any."""
    name = f"{end} pole of {free('selection', chosen.table.names)}"
    saved, column = named(chosen, rows, name)
    go_to(saved, chosen)
    axes = chosen.reducer if isinstance(chosen.reducer, CustomAxes) else CustomAxes()
    pair, place = next((pair, name) for pair, name in zip(PAIRS, ("left_right_in", "up_down_in"), strict=True) if end in pair)
    alone = not any(axes.sought(other) for other in pair if other != end)
    st.session_state["reducer"] = CustomAxes.name
    _set(pole_key(end), name, isinstance(chosen.reducer, CustomAxes))
    _set(pole_key(place), column if alone else ANYWHERE, isinstance(chosen.reducer, CustomAxes))


def _set(key: str, value: str, shown: bool) -> None:
    """The value of a control; one that is not shown yet does not write it into the link by itself, and one that is shown lets nobody else."""
    st.session_state[key] = value
    if not shown:
        st.query_params[key] = value
