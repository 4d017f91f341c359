"""What methods work on: the encoded rows of a table and the same rows as they are in it, both kept while widgets move."""

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mllab.data.matrix import Matrix, encode
from mllab.data.table import Table
from mllab.errors import DataError
from mllab.reduce import REDUCERS, Reduction

if TYPE_CHECKING:
    import pandas as pd


def encoded(table: Table, columns: list[str], most: int, seed: int, unit: bool = False) -> Matrix:
    """What an algorithm sees of at most `most` rows, brought to length 1 with `unit`. Raises DataError when no column is chosen."""
    if not columns:
        raise DataError("No column is chosen, so rows cannot be compared. Choose at least one in the sidebar.")
    token = (table.id, table.version, tuple(columns), most, seed)
    found = _encoded(table, *token)
    return _unit(found, token) if unit else found


@st.cache_resource(max_entries=8, show_spinner="Encoding the table")
def _encoded(_table: Table, id: str, version: str, columns: tuple[str, ...], most: int, seed: int) -> Matrix:
    return encode(_table, list(columns), sample=most, seed=seed)


@st.cache_resource(max_entries=4, show_spinner=False)
def _unit(_matrix: Matrix, token: tuple[object, ...]) -> Matrix:
    return _matrix.of_unit_length()


def rows_of(table: Table, most: int, seed: int) -> "pd.DataFrame":
    """The same rows that `encoded` took, with all their columns."""
    return _rows(table, table.id, table.version, most, seed)


@st.cache_data(max_entries=4, show_spinner=False)
def _rows(_table: Table, id: str, version: str, most: int, seed: int) -> "pd.DataFrame":
    return _table.frame(sample=most, seed=seed)


@st.cache_resource(max_entries=8, show_spinner=False)
def plane(_matrix: Matrix, token: tuple[object, ...]) -> Reduction:
    """The rows of a matrix in the plane of its two widest directions."""
    if len(_matrix.values) < 2:
        return Reduction(np.zeros((len(_matrix.values), 1)), np.zeros(1))
    return REDUCERS["PCA"]().fit(_matrix.values)
