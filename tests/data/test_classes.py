"""A column as classes: numbered in the order of their names, missing ones apart."""

import numpy as np
import pandas as pd

from mllab.data.classes import codes, frequent


def test_names_are_sorted_and_missing_is_no_class():
    found, names = codes(pd.Series(["b", None, "a", "b"]))
    assert names == ["a", "b"]
    assert found.tolist() == [1, -1, 0, 1]


def test_truth_values_and_numbers_are_classes_too():
    assert codes(pd.Series([True, False, None], dtype="boolean"))[1] == ["False", "True"]
    assert codes(pd.Series([3, 3, 1]))[0].tolist() == [1, 1, 0]


def test_the_most_frequent_are_told_by_name_and_the_others_are_one():
    found, names = codes(pd.Series([*"aaabbbbccde", None]))
    shown, told = frequent(found, names, 2)
    assert told == ("a", "b", "other (3)")
    assert [(*told, "missing")[code] for code in shown] == ["a"] * 3 + ["b"] * 4 + ["other (3)"] * 4 + ["missing"]


def test_one_class_is_never_other_alone_and_long_names_are_cut():
    found = np.array([0, 1, 2, -1])
    shown, told = frequent(found, ["a", "b", "c"], 2)
    assert (shown.tolist(), told) == ([0, 1, 2, -1], ("a", "b", "c"))
    assert frequent(found, ["x" * 99, "b", "c"])[1][0] == "x" * 40
