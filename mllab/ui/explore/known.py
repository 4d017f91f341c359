"""What was computed of a table, kept while the app runs: by the table's version and what was asked."""

import streamlit as st

from mllab.data.plot import Drawing, Filter, Spec, count, draw
from mllab.data.profile import Pair, Profile
from mllab.data.profile.target import against
from mllab.data.table import Table


def profile(table: Table) -> Profile:
    """Everything that is known of the table."""
    return _profile(table.version, table)


def leading(table: Table, target: str) -> list[Pair]:
    """The target with every other column."""
    return _leading(table.version, target, table)


def drawn(table: Table, spec: Spec, filters: tuple[Filter, ...]) -> Drawing:
    """The numbers of a chart."""
    return _drawn(table.version, spec, filters, table)


def counted(table: Table, filters: tuple[Filter, ...]) -> int:
    """How many rows pass."""
    return _counted(table.version, filters, table)


@st.cache_data(show_spinner="Looking at every column", max_entries=30)
def _profile(version: str, _table: Table) -> Profile:
    return _table.profile()


@st.cache_data(show_spinner="Comparing every column with the target", max_entries=30)
def _leading(version: str, target: str, _table: Table) -> list[Pair]:
    return against(_table, target, profile(_table))


@st.cache_data(show_spinner=False, max_entries=200, hash_funcs={Spec: repr})
def _drawn(version: str, spec: Spec, filters: tuple[Filter, ...], _table: Table) -> Drawing:
    return draw(_table, spec, filters)


@st.cache_data(show_spinner=False, max_entries=200)
def _counted(version: str, filters: tuple[Filter, ...], _table: Table) -> int:
    return count(_table, filters)
