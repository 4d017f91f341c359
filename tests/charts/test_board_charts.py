"""The picture of a board: what is in it, in which order, and what of it can be clicked."""

import numpy as np
import pytest

from mllab.charts.board import Bar, board, by_fold

BARS = [
    Bar("good", 0.9, 0.85, 0.95, 0.99),
    Bar("half done", 0.8, float("nan"), float("nan"), 1.0, "2 of 5"),
    Bar("baseline", 0.5, 0.5, 0.5, 0.5),
]


def layers(clickable: bool = True) -> list[dict]:
    return board(BARS, "ROC AUC", 0.5, "good", clickable).to_dict()["layer"]


def test_the_models_keep_their_order():
    for layer in layers()[1:]:
        assert layer["encoding"]["y"]["sort"] == ["good", "half done", "baseline"]


def test_interval_mean_and_training_score_are_drawn_from_the_same_rows():
    marks = {layer["mark"]["type"]: layer["encoding"]["x"]["field"] for layer in layers()[1:]}
    assert marks == {"rule": "low", "tick": "train", "point": "mean"}


def test_the_chosen_model_is_marked_and_the_unfinished_one_pale():
    chart = board(BARS, "ROC AUC", 0.5, "good", True).to_dict()
    data = next(rows for rows in chart["datasets"].values() if len(rows) == 3)
    assert [row["looked at"] for row in data] == [True, False, False]
    point = next(layer for layer in chart["layer"] if layer["mark"]["type"] == "point")
    assert point["encoding"]["opacity"]["condition"]["test"] == "datum.state == 'done'"
    assert {parameter["name"] for parameter in chart["params"]} == {"model"}


@pytest.mark.parametrize("baseline", [None, 0.5])
def test_the_baseline_is_a_line_where_there_is_one(baseline):
    chart = board(BARS, "ROC AUC", baseline).to_dict()
    rows = chart["datasets"][chart["layer"][0]["data"]["name"]]
    assert rows == ([] if baseline is None else [{"x": 0.5}])
    assert not chart.get("params")


def test_every_fold_of_every_model_is_there():
    chart = by_fold(["a", "b"], [np.array([0.1, 0.2]), np.array([0.3, np.nan])], "MCC").to_dict()
    (rows,) = chart["datasets"].values()
    assert [(row["model"], row["fold"], row["value"]) for row in rows] == [("a", 1, 0.1), ("a", 2, 0.2), ("b", 1, 0.3), ("b", 2, None)]
