"""What the reader decided and why, each with a control; a change reads the source again."""

from typing import Any

import streamlit as st

from mllab.data import store
from mllab.data.csv import CsvOptions
from mllab.data.read.options import TYPES
from mllab.data.table import Decision, Table
from mllab.params import knobs
from mllab.ui.show import plain, short
from mllab.ui.tables.arrive import attempt, go_to

TYPE_OF = "type of "
SIGNS = {
    "": "none",
    " ": "space",
    "\t": "tab",
    ",": "comma  ,",
    ";": "semicolon  ;",
    "|": "bar  |",
    ":": "colon  :",
    '"': 'double quote  "',
    "'": "single quote  '",
}


def decisions(table: Table) -> None:
    """All decisions on `table`. Changes are collected and applied together; a sample becomes a table of the user's own by it."""
    if not table.decisions:
        st.caption("This table came with its types; there was nothing to decide.")
        return
    about_file = [decision for decision in table.decisions if not decision.about.startswith(TYPE_OF)]
    about_types = [decision for decision in table.decisions if decision.about.startswith(TYPE_OF)]
    changes = _file(table, about_file)
    if about_types:
        changes |= _types(table, about_types)
    sample = table.id.startswith("sample-")
    said = f"Read again with {len(changes)} change{'s' if len(changes) > 1 else ''}" if changes else "Read again"
    if st.button(
        f"{said}, as a table of mine" if sample else said, type="primary", disabled=not changes, icon=":material/refresh:", key="reread"
    ):
        with st.spinner("Reading again"):
            read = attempt(lambda: _again(table, changes))
        if read is not None:
            go_to(read.id)


def _again(table: Table, changes: dict[str, Any]) -> Table:
    own = table
    if table.id.startswith("sample-") and table.source is not None:
        own = store.add(table.source, table.source.name, table.origin)
    return store.reread(own.id, **{option: _parsed(option, value) for option, value in changes.items()})


def _file(table: Table, listed: list[Decision]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    seen: set[str] = set()
    for decision in listed:
        said, control = st.columns([3, 2], vertical_alignment="center")
        said.markdown(f"**{plain(decision.about).capitalize()}**: {_value(decision.value)}  \n:gray[{plain(decision.why)}]")
        if decision.option and decision.option not in seen:
            seen.add(decision.option)
            with control:
                changes |= _control(table, decision)
    return changes


def _value(value: str) -> str:
    return plain(short(value, 300)) if value.strip() else _spelt(value)


def _spelt(value: str) -> str:
    """A separator by its name; anything else as it is."""
    return SIGNS.get(value, value)


def _control(table: Table, decision: Decision) -> dict[str, Any]:
    """The control of one decision, and what it changes: nothing as long as it is not touched."""
    key = f"{table.id}-{table.version}-{decision.option}"
    label = f"Change: {decision.about}"
    if decision.choices:
        choices = list(decision.choices)
        index = choices.index(decision.value) if decision.value in choices else None
        chosen = st.selectbox(
            label,
            choices,
            index=index,
            key=key,
            placeholder="as decided",
            label_visibility="collapsed",
            format_func=_spelt,
            accept_new_options=True,
        )
        return {} if chosen is None or chosen == decision.value else {decision.option: chosen}
    shown = decision.value if decision.option in knobs(CsvOptions) else ""
    text = st.text_input(label, value=shown, key=key, placeholder="as decided", label_visibility="collapsed")
    return {} if text == shown else {decision.option: text}


def _parsed(option: str, value: Any) -> Any:
    """What a control's text means: a whole number where the option is one. ParamError when it is none."""
    declared = knobs(CsvOptions).get(option)
    return declared.parse(value) if declared is not None and declared.type is int else value


def _types(table: Table, listed: list[Decision]) -> dict[str, Any]:
    import pandas as pd

    names = [decision.about.removeprefix(TYPE_OF) for decision in listed]
    frame = pd.DataFrame({"column": names, "type": [d.value for d in listed], "why": [d.why for d in listed]})
    st.markdown("**Types of the columns**", help="Double-click a type to change it.")
    edited = st.data_editor(
        frame,
        hide_index=True,
        disabled=["column", "why"],
        key=f"types-{table.id}-{table.version}",
        column_config={
            "type": st.column_config.SelectboxColumn(options=list(TYPES), required=True),
            "why": st.column_config.Column(width="large"),
        },
    )
    changed = {name: kind for name, kind, old in zip(names, edited["type"], frame["type"], strict=True) if kind != old}
    found: dict[str, Any] = {"types": changed} if changed else {}
    dates = next((decision for decision in listed if decision.option == "dates"), None)
    if dates is not None:
        order = st.selectbox(
            "Order of day and month", dates.choices, index=None, key=f"dates-{table.id}-{table.version}", placeholder="as decided"
        )
        found |= {"dates": order} if order else {}
    return found
