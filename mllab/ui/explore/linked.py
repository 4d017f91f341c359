"""Selections in the link: what was brushed or picked in each chart, so that a copied link opens with the same rows.

`?brush=` holds, as JSON, filters by chart: {"<key of the chart>": [["between", column, low, high], ["is", column, value, ...], ["not", ...]]}.
A chart's key follows from the table's content and the chart, so a selection never meets another chart.
"""

import json
from collections.abc import Sequence
from typing import Any

import streamlit as st

from mllab.data.plot import Filter, NoneOf, OneOf, Range
from mllab.data.table import Table

PARAMETER = "brush"
SELECTED = "_selected_here"  # the charts in which something was selected in this session
Chosen = tuple[Filter, ...]


def kept(table: Table, keys: Sequence[str], chosen: Sequence[Chosen]) -> tuple[list[Chosen], bool]:
    """The selections of the charts, those of the link where nothing was selected yet, and whether the link's count; the link follows."""
    here: set[str] = st.session_state.setdefault(SELECTED, set())
    here |= {key for key, filters in zip(keys, chosen, strict=True) if filters}
    told = _read(table, st.query_params.get(PARAMETER, ""))
    found = [filters if key in here else told.get(key, ()) for key, filters in zip(keys, chosen, strict=True)]
    _write({key: filters for key, filters in zip(keys, found, strict=True) if filters})
    return found, any(filters and key not in here for key, filters in zip(keys, found, strict=True))


def let_go(keys: Sequence[str]) -> None:
    """From here on the link's selections in these charts do not count."""
    st.session_state.setdefault(SELECTED, set()).update(keys)


def _write(selected: dict[str, Chosen]) -> None:
    text = json.dumps({key: [_listed(one) for one in filters] for key, filters in selected.items()}, separators=(",", ":"))
    if not selected:
        st.query_params.pop(PARAMETER, None)
    elif st.query_params.get(PARAMETER) != text:
        st.query_params[PARAMETER] = text


def _listed(one: Filter) -> list[Any]:
    if isinstance(one, Range):
        return ["between", one.column, one.low, one.high]
    if isinstance(one, OneOf | NoneOf):
        return ["is" if isinstance(one, OneOf) else "not", one.column, *one.values]
    return ["has", one.text]


def _read(table: Table, text: str) -> dict[str, Chosen]:
    """The selections by chart; those that a link written by hand gets wrong are left out."""
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    listed = {key: filters for key, filters in found.items() if isinstance(filters, list)}
    return {key: tuple(one for parts in filters if (one := _filter(table, parts)) is not None) for key, filters in listed.items()}


def _filter(table: Table, parts: Any) -> Filter | None:
    if not isinstance(parts, list) or len(parts) < 3 or parts[1] not in table.names:
        return None
    how, column, *values = parts
    if how == "between" and len(values) == 2 and all(isinstance(end, int | float) for end in values):
        return Range(column, float(values[0]), float(values[1]))
    if how in {"is", "not"} and all(isinstance(value, str) for value in values):
        return (OneOf if how == "is" else NoneOf)(column, tuple(values))
    return None
