"""Does it hold: the same settings with five seeds, and how far every row moves between them."""

from typing import Any

import numpy as np
import streamlit as st

from mllab import jobs
from mllab.charts import quality as drawn
from mllab.ui import chart
from mllab.ui.job import estimate_line, job_panel
from mllab.ui.map.shown import View

STABILITY = "mllab.jobs.mapping:stability"
SEEDS = 5
FEW_ROWS = 2_000  # that take a moment anyway
READING = (
    "Every picture is turned, shifted and scaled onto the first (Procrustes; Gower 1975). 0: the same picture again and again. "
    "1: pictures that have nothing to do with each other."
)


def show(view: View) -> None:
    """Begun by a button, since it takes five fits."""
    chosen = view.chosen
    token = repr(chosen.spec)
    spec = {**chosen.spec, "seeds": SEEDS}
    if st.session_state.get("steady") != token:
        about = f"Draws the map with {SEEDS} seeds, about {SEEDS} times as long as one map."
        st.button(f"Draw it with {SEEDS} seeds", icon=":material/play_arrow:", on_click=_begin, args=(token,), help=about)
        if len(chosen.matrix.rows) > FEW_ROWS:
            given = chosen.arrays()
            estimate_line(STABILITY, spec, given, tuple(given))
        return
    job = jobs.start(STABILITY, spec, chosen.arrays(), f"{SEEDS} seeds of {chosen.reducer.name} of {chosen.table.name}", again=False)
    values = job_panel(job, _one, f"{SEEDS} seeds", key="steady-job")
    if values is not None:
        _found(view, values)


def _begin(token: str) -> None:
    st.session_state["steady"] = token


def _one(values: dict[str, Any]) -> None:
    st.caption(f"{values['done']} of {values['of']} pictures are drawn.")


def _found(view: View, values: dict[str, Any]) -> None:
    st.markdown(f"**Spread {values['figure']:.2f}** of the picture's size between {SEEDS} seeds", help=READING)
    pictures = list(values["pictures"])
    names = [f"seed {view.chosen.seed + number}" for number in range(len(pictures))]
    chart(
        drawn.small_multiples(pictures, names, values["spread"]),
        alt="The pictures of all seeds, rows that move most in the strongest colour",
    )
    worst = np.argsort(-values["spread"])[:10]
    st.markdown("**Rows that move most**")
    st.dataframe(view.chosen.frame().iloc[worst], height=240)
