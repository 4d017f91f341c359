"""Pictures of moving knobs: what is marked, where lines begin and end, and that an outlier does not hide the rest."""

import numpy as np
import pytest

from mllab.charts import learning_curve, tuning, validation

VALID = np.array([[0.7, 0.8], [0.9, 0.9], [0.8, np.nan]])


def rows(chart):
    return [row for data in chart.to_dict()["datasets"].values() for row in data]


def test_a_curve_has_the_means_of_the_known_folds_and_marks_the_best():
    found = rows(validation.curve([1, 10, 100], VALID, VALID + 0.05, "k", "accuracy", True, validation.Marked(1, 0), 10))
    means = [row["mean"] for row in found if row.get("part") == validation.OTHERS and "mark" not in row]
    assert means == pytest.approx([0.75, 0.9, 0.8])
    assert {row["mark"]: row["value"] for row in found if "mark" in row} == {"best": 10, "simplest that is as good": 1}
    assert [row["label"] for row in found if "label" in row] == ["now 10"]


def test_choices_are_bars_in_their_order():
    chart = validation.bars(["b", "a", "it's"], VALID, VALID, "metric", "accuracy", validation.Marked(1, 1), "it's").to_dict()
    assert chart["layer"][0]["mark"]["type"] == "bar"
    assert chart["layer"][0]["encoding"]["x"]["sort"] == ["b", "a", "it's"]


@pytest.mark.parametrize(("better", "value"), [("higher", 0.9), ("lower", 0.1)])
def test_a_heat_map_frames_the_best_and_leaves_out_what_is_not_known(better, value):
    mean = np.array([[0.1, 0.5], [0.9, np.nan]])
    chart = validation.heat([1, 2], ["x", "y"], mean, ("k", "way"), "accuracy", better, (1, "x")).to_dict()
    data = chart["datasets"]
    assert [row["mean"] for row in data[chart["layer"][1]["data"]["name"]]] == [value]
    assert len(data[chart["layer"][0]["data"]["name"]]) == 3


def test_a_hopeless_trial_does_not_hide_the_others():
    means = np.array([0.5, 0.52, 0.48, 50.0])
    chart = tuning.history(means, np.zeros(4, int), 2, "log loss", "lower").to_dict()
    scale = chart["layer"][0]["encoding"]["y"]["scale"]
    assert scale["clamp"]
    assert scale["domain"][1] < 1


def test_parallel_lines_run_between_the_ends_by_ratio():
    settings = [{"rate": 0.01, "way": "a"}, {"rate": 0.1, "way": "b"}, {"rate": 1.0, "way": "b"}]
    axes = {"rate": ((0.01, 1.0), True), "way": (("a", "b"), False)}
    found = [row for row in rows(tuning.parallel(settings, np.array([0.1, 0.2, 0.3]), axes, 2, "accuracy", "higher")) if "trial" in row]
    assert {row["trial"]: row["place"] for row in found if row["knob"] == "rate"} == pytest.approx({1: 0, 2: 0.5, 3: 1})


def test_the_law_goes_on_beyond_the_rows():
    ahead = learning_curve.Ahead(np.array([10.0, 800.0]), np.array([0.5, 0.9]), np.array([0.4, 0.8]), np.array([0.6, 1.0]))
    chart = learning_curve.learning_curve(np.array([10, 50, 100]), VALID, VALID, "accuracy", ahead).to_dict()
    assert chart["layer"][0]["encoding"]["x"]["scale"]["domain"] == [10.0, 800.0]
