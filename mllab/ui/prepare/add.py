"""Adding a step: choose what to do, to which columns, and how."""

from typing import Any

import streamlit as st

from mllab.data.expression import FUNCTIONS
from mllab.data.expression._compile import type_of
from mllab.data.prepare import STEPS, ColumnKnob, Step, column_knobs
from mllab.data.table import Column
from mllab.params import knobs
from mllab.ui.knobs import control
from mllab.ui.prepare.draft import Draft, change
from mllab.ui.show import plain

DEFAULT = "fill missing"


def add(work: Draft) -> None:
    """The controls of one new step."""
    names = list(STEPS)
    with st.container(border=True, gap="small"):
        name = st.selectbox("Add a step", names, index=names.index(DEFAULT), key="action", bind="query-params") or DEFAULT
        st.caption((STEPS[name].__doc__ or "").split("\n")[0], help=STEPS[name].source or None)
        step = _chosen(STEPS[name], work.preview.columns)
        if problem := step.problem(work.preview.columns):
            st.code(problem, language=None, wrap_lines="^" not in problem)
        with st.container(horizontal=True):
            st.button(
                "Add", key="add-step", disabled=bool(problem), type="primary", icon=":material/add:", on_click=_add, args=(work, step)
            )
            if _has_formula(step):
                with st.popover("What can be written?", icon=":material/function:"):
                    _language()


def _chosen(cls: type[Step], columns: tuple[Column, ...]) -> Step:
    fields: dict[str, Any] = {name: _pick(knob, columns, f"{cls.name}-{name}") for name, knob in column_knobs(cls).items()}
    with st.container(horizontal=True):
        fields |= {name: control(knob, f"{cls.name.replace(' ', '-')}.{name}") for name, knob in knobs(cls).items()}
    return cls(**fields)


def _pick(knob: ColumnKnob, columns: tuple[Column, ...], key: str) -> Any:
    fitting = [column.name for column in columns if type_of(column) in knob.types]
    if knob.many:
        return tuple(st.multiselect("Columns", fitting, key=key, help=knob.help, placeholder=knob.empty or "choose"))
    return st.selectbox("Column", fitting, key=key, help=knob.help) or ""


def _add(work: Draft, step: Step) -> None:
    change(work, work.recipe.add(step))


def _has_formula(step: Step) -> bool:
    return bool({"formula", "condition"} & set(knobs(type(step))))


def _language() -> None:
    st.markdown(
        "Numbers, `'text'`, column names (`` `in back-quotes` `` when they hold blanks), `+ - * / % **`, `= <> < <= > >=`, `and or not`, "
        "`x in ['a', 'b']`, `x between 1 and 5`, `x is missing`, and:"
    )
    st.dataframe({"function": [f"{f.name}(…)" for f in FUNCTIONS.values()], "gives": [f.help for f in FUNCTIONS.values()]}, hide_index=True)
    st.caption(plain("What is computed from a missing value is missing; dividing by zero gives a missing value."))
