"""Other settings: one knob (or two) over its range, one small picture each."""

import itertools
from typing import Any

import numpy as np
import streamlit as st

from mllab import jobs
from mllab.charts import quality as drawn
from mllab.params import Knob, Value, knobs
from mllab.reduce import Reducer
from mllab.ui import chart
from mllab.ui.job import estimate_line, job_panel
from mllab.ui.map.shown import View
from mllab.ui.map.steady import FEW_ROWS

SWEEP = "mllab.jobs.mapping:sweep"
FEW = 8
KEPT = {"dimensions", "pattern"}  # what is no setting of the picture
ONE = "no second"
FIRST = {"t-SNE": ("perplexity", ONE), "UMAP": ("neighbors", "min_dist")}


def show(view: View) -> None:
    """Choose a knob or two; the pictures come one after the other, each named by its settings."""
    reducer = view.chosen.reducer
    movable = [name for name, knob in knobs(type(reducer)).items() if name not in KEPT and len(stops(knob, FEW)) > 1]
    if not movable:
        st.caption(f"{reducer.name} has no setting that changes the picture.")
        return
    first, second, fresh = _asked(reducer, movable)
    settings = grid(reducer, first, second)
    token = repr((view.chosen.spec, first, second, fresh))
    if st.session_state.get("sweep") != token:
        st.button(f"Draw {len(settings)} maps", icon=":material/play_arrow:", on_click=_begin, args=(token,))
        if len(view.chosen.matrix.rows) > FEW_ROWS:
            given = view.chosen.arrays()
            estimate_line(SWEEP, _spec(view, settings, fresh), given, tuple(given))
        return
    _swept(view, settings, fresh)


def _asked(reducer: Reducer, movable: list[str]) -> tuple[str, str, bool]:
    usual = FIRST.get(reducer.name, (movable[0], ONE))
    across, down, how = st.columns([2, 2, 3], vertical_alignment="bottom")
    first = across.selectbox("Setting", movable, index=movable.index(usual[0]) if usual[0] in movable else 0, key=f"sweep-{reducer.name}")
    others = [ONE, *(name for name in movable if name != first)]
    second = down.selectbox("and", others, index=others.index(usual[1]) if usual[1] in others else 0, key=f"sweep-with-{reducer.name}")
    fresh = how.toggle(
        "Each anew",
        key="sweep-fresh",
        help="Begin every picture anew; else each goes on from the one before, so that rows keep their places.",
    )
    return first, second, bool(fresh)


def _begin(token: str) -> None:
    st.session_state["sweep"] = token


def _swept(view: View, settings: list[dict[str, Value]], fresh: bool) -> None:
    chosen = view.chosen
    names = [", ".join(f"{name.replace('_', ' ')} {_told(value)}" for name, value in setting.items()) for setting in settings]
    colour = None if view.colours is None else view.colours.each()

    def draw(values: dict[str, Any]) -> None:
        there = [values[f"positions {i}"] for i in range(len(settings)) if f"positions {i}" in values]
        chart(drawn.small_multiples(there, names[: len(there)], colour), alt="One small map for each setting")

    job = jobs.start(
        SWEEP, _spec(view, settings, fresh), chosen.arrays(), f"settings of {chosen.reducer.name} of {chosen.table.name}", again=False
    )
    values = job_panel(job, draw, "Maps", key="sweep-job")
    if values is not None:
        draw(values)


def _spec(view: View, settings: list[dict[str, Value]], fresh: bool) -> dict[str, Any]:
    return {**view.chosen.spec, "settings": settings, "fresh": fresh}


def grid(reducer: Reducer, first: str, second: str) -> list[dict[str, Value]]:
    """The settings of the sweep: eight values of one knob, or four by three of two."""
    declared = knobs(type(reducer))
    if second == ONE:
        return [{first: value} for value in stops(declared[first], FEW)]
    return [{first: a, second: b} for b, a in itertools.product(stops(declared[second], 3), stops(declared[first], 4))]


def stops(knob: Knob, many: int) -> list[Value]:
    """Up to `many` values over the range of a knob, evenly or, for wide ranges, by equal factors; all of them for choices."""
    if knob.choices:
        return list(knob.choices)[:many]
    if knob.type is bool:
        return [False, True]
    if knob.low is None or knob.high is None or knob.type is str:
        return []
    low, high = float(knob.low), float(knob.high)
    spread = np.geomspace(low, high, many) if knob.log and low > 0 else np.linspace(low, high, many)
    return list(dict.fromkeys(round(float(v)) if knob.type is int else float(f"{v:.2g}") for v in spread))


def _told(value: Value) -> str:
    return f"{value:g}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
