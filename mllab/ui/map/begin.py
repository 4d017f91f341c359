"""A long picture is asked for, not begun by itself: what it will cost is measured on a few rows, and above ten seconds a button begins it."""

import streamlit as st

from mllab import jobs
from mllab.ui.job import WORTH_SAYING, estimate_line
from mllab.ui.map.chosen import Chosen

EMBED = "mllab.jobs.mapping:embed"
ASKED = "_map_asked_for"
PART = 5  # of the rows that a method takes in reasonable time, so many take seconds
QUICK = 1_000_000  # a method that takes so many rows is quick on all of them


def may_begin(chosen: Chosen) -> bool:
    """Whether a picture from scratch is begun at once; where not, its cost and a Start button stand here, or that the cost is being measured."""
    spec, limit = chosen.spec, chosen.reducer.limit
    if len(chosen.matrix.rows) <= limit // PART or limit >= QUICK or repr(spec) in st.session_state.get(ASKED, ()):
        return True
    given = chosen.arrays()
    with st.container(horizontal=True, vertical_alignment="center"):
        measured = jobs.estimating(EMBED, spec, given, tuple(given)).status().over
        found = estimate_line(EMBED, spec, given, tuple(given))
        if measured and (found is None or found.seconds < WORTH_SAYING):
            return True
        if found is not None:
            st.button(
                f"Start {chosen.reducer.name}",
                key=f"begin-{chosen.reducer.name}",
                icon=":material/play_arrow:",
                on_click=_ask_for,
                args=(repr(spec),),
                help=f"{len(chosen.matrix.rows):,} rows take this method a while. It goes on without this page, and you can stop it.",
            )
    return False


def _ask_for(spec: str) -> None:
    st.session_state.setdefault(ASKED, set()).add(spec)
