"""A column as classes: numbered in the order of their names, missing ones apart."""

import pandas as pd

from mllab.data.classes import codes


def test_names_are_sorted_and_missing_is_no_class():
    found, names = codes(pd.Series(["b", None, "a", "b"]))
    assert names == ["a", "b"]
    assert found.tolist() == [1, -1, 0, 1]


def test_truth_values_and_numbers_are_classes_too():
    assert codes(pd.Series([True, False, None], dtype="boolean"))[1] == ["False", "True"]
    assert codes(pd.Series([3, 3, 1]))[0].tolist() == [1, 1, 0]
