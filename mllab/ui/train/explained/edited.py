"""A row with its values in fields: what is typed is what the model is asked about."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from mllab.data.table import Column
from mllab.models.explain._varied import series
from mllab.ui import short
from mllab.ui.train.view import View

SEEN = 6  # columns in sight
OPTIONS = 200
LONG = 30  # characters of a text on average, from which on it is written, not chosen
Field = Callable[[str, pd.Series, Any, str], Any]


def edited(view: View, row: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """The row as it is in the fields, which stand in `order`, the first six in sight."""
    by = {column.name: column for column in view.columns}
    names = [*order, *(name for name in by if name not in set(order))]
    found = {name: _field(view, by[name], row) for name in names[:SEEN]}
    if names[SEEN:]:
        with st.expander(f"{len(names) - SEEN} more columns"):
            found |= {name: _field(view, by[name], row) for name in names[SEEN:]}
    out = row.copy()
    for name, value in found.items():
        if not _same(value, row[name].iloc[0]):
            out[name] = series([value], view.rows.frame[name]).to_numpy() if value is None else _typed(value, view.rows.frame[name], out)
    return out


def _typed(value: Any, like: pd.Series, row: pd.DataFrame) -> pd.Series:
    made = series([value], like)
    made.index = row.index
    return made


def key(row: pd.DataFrame, name: str) -> str:
    """The field of a column for this row."""
    return f"edit-{int(row.index[0])}-{name}"


def put(row: pd.DataFrame, values: Mapping[str, Any], kinds: Mapping[str, str]) -> None:
    """Fill fields with other values."""
    for name, value in values.items():
        st.session_state[key(row, name)] = as_field(value, kinds[name])


def back(row: pd.DataFrame) -> None:
    """Let all fields of the row begin anew."""
    begin = f"edit-{int(row.index[0])}-"
    for held in [one for one in st.session_state if str(one).startswith(begin)]:
        del st.session_state[held]


def as_field(value: Any, kind: str) -> Any:
    """A value as its field holds it; None where it is missing."""
    if pd.isna(value):
        return None
    if kind == "number":
        return float(value)
    if kind == "date":
        return pd.Timestamp(value).to_pydatetime()
    if kind == "boolean":
        return str(bool(value)).lower()
    return str(value)


def _field(view: View, column: Column, row: pd.DataFrame) -> Any:
    name, held = column.name, key(row, column.name)
    values = view.rows.frame[name]
    own = as_field(row[name].iloc[0], column.kind)
    st.session_state.setdefault(held, own)
    label = short(name, 40).replace("_", "\\_")
    if column.kind == "number":
        return st.number_input(label, value=None, step=_step(values), format="%g", key=held, placeholder="missing", help=_span(values))
    if column.kind == "date":
        moments = pd.to_datetime(values, errors="coerce")
        low, high = moments.min(), moments.max()
        return st.datetime_input(
            label, value=None, min_value=None, max_value=None, key=held, help=f"From {low:%Y-%m-%d} to {high:%Y-%m-%d} here."
        )
    if column.kind == "boolean":
        chosen = st.selectbox(label, ["true", "false"], index=None, key=held, placeholder="missing")
        return None if chosen is None else chosen == "true"
    if column.kind == "text" and values.astype("str").str.len().mean() > LONG:
        return st.text_area(label, value=None, key=held, height=120, placeholder="missing") or None
    options = [str(one) for one in values.dropna().astype("str").value_counts().head(OPTIONS).index]
    if own is not None and own not in options:
        options.append(own)
    return st.selectbox(label, options, index=None, key=held, placeholder="missing", accept_new_options=column.kind == "text")


def _step(values: pd.Series) -> float:
    numbers = values.dropna().astype("float64")
    if (numbers % 1 == 0).all():
        return 1.0
    spread = float(numbers.quantile(0.75) - numbers.quantile(0.25)) or float(numbers.std()) or 1.0
    return float(10 ** np.floor(np.log10(spread / 5)))


def _span(values: pd.Series) -> str:
    numbers = values.dropna().astype("float64")
    return f"From {numbers.min():,.6g} to {numbers.max():,.6g} here, half of them up to {numbers.median():,.6g}."


def _same(value: Any, own: Any) -> bool:
    if value is None or pd.isna(own):
        return value is None and bool(pd.isna(own))
    if isinstance(own, bool | np.bool_ | int | float | np.number):
        return float(value) == float(own)
    if isinstance(own, date):
        return pd.Timestamp(value) == pd.Timestamp(own)
    return str(value) == str(own)
