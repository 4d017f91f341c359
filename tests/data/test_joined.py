"""Columns joined to a table: one value for every row, or for some of them, and nothing else changed."""

import numpy as np
import pandas as pd
import pytest

from mllab.data.joined import with_columns
from mllab.data.samples import load
from mllab.errors import DataError


def test_numbers_and_text_are_joined_to_every_row(tmp_path):
    table = load("iris")
    found = {"x": np.arange(150, dtype=np.float32), "name": np.array([f"<b>{i}" for i in range(150)], dtype=object)}
    made = with_columns(table, found, tmp_path / "joined.parquet")
    frame = pd.read_parquet(made.path)
    assert made.names == [*table.names, "x", "name"]
    assert [made.column(name).kind for name in found] == ["number", "category"]
    assert frame["x"].to_list() == list(range(150))
    assert frame["name"].iloc[-1] == "<b>149"
    pd.testing.assert_frame_equal(frame[table.names], pd.read_parquet(table.path))


def test_rows_without_a_value_are_missing(tmp_path):
    rows = np.array([3, 10, 149])
    made = with_columns(load("iris"), {"x": np.array([1.0, 2.0, 3.0]), "word": np.array(["a", "b", "c"])}, tmp_path / "j.parquet", rows)
    frame = pd.read_parquet(made.path)
    assert frame["x"].notna().sum() == frame["word"].notna().sum() == 3
    assert frame.loc[rows, "word"].to_list() == ["a", "b", "c"]


def test_a_taken_name_and_a_wrong_number_of_values_are_refused(tmp_path):
    table = load("iris")
    with pytest.raises(DataError, match="has a column called 'species' already"):
        with_columns(table, {"species": np.zeros(150)}, tmp_path / "j.parquet")
    with pytest.raises(DataError, match="149 values for 150 rows"):
        with_columns(table, {"x": np.zeros(149)}, tmp_path / "j.parquet")
