"""Pictures of linear axes: what is in them, that Vega-Lite accepts and draws them, and that names do not cover each other."""

import json
from itertools import combinations

import numpy as np
import pytest
import vl_convert
from sklearn.datasets import load_breast_cancer, load_iris

from mllab.charts import arrows, linear
from mllab.reduce.pca import PCA

IRIS = load_iris()
FIT = PCA(dimensions=4).fit(IRIS.data)
AXES = [f"axis {number + 1}" for number in range(4)]


def spec(chart) -> dict:
    """The chart as Vega-Lite, checked against the schema, small, and drawn without a complaint."""
    made = chart.to_dict(validate=True)
    assert len(json.dumps(made)) < 1_500_000
    assert "<svg" in vl_convert.vegalite_to_svg(made)
    return made


def drawn(chart) -> str:
    return vl_convert.vegalite_to_svg(chart.to_dict())


def first(made: dict) -> list[dict]:
    return next(iter(made["datasets"].values()))


def test_scree_adds_up():
    rows = first(spec(linear.scree(FIT.shares)))
    assert [row["share"] for row in rows] == pytest.approx([0.9246, 0.0531, 0.0171, 0.0052], abs=1e-4)
    assert rows[-1]["together"] == pytest.approx(1)
    assert [row["axis"] for row in rows] == ["1", "2", "3", "4"]


def test_weights_are_sorted_by_size():
    rows = first(spec(linear.weights(FIT.loadings[:, 0], IRIS.feature_names, "axis 1")))
    assert [row["column"] for row in rows] == ["petal length (cm)", "sepal length (cm)", "petal width (cm)", "sepal width (cm)"]
    assert rows[-1]["weight"] < 0 < rows[0]["weight"]


def test_loadings_put_the_telling_columns_on_top_and_say_what_is_left_out():
    made = spec(linear.loadings(FIT.loadings, IRIS.feature_names, AXES))
    rows = first(made)
    assert len(rows) == 16
    assert made["title"]["text"] == ""
    largest = {row["column"]: 0.0 for row in rows}
    for row in rows:
        largest[row["column"]] = max(largest[row["column"]], abs(row["weight"]))
    assert list(largest.values()) == sorted(largest.values(), reverse=True)
    many = spec(linear.loadings(np.random.default_rng(0).normal(size=(64, 2)), [f"c{i}" for i in range(64)], AXES[:2]))
    assert many["title"]["text"] == "the 30 of 64 columns with the largest weights"


def test_names_with_quotes_and_alike_beginnings_stay_themselves():
    names = [
        'it\'s \\ "odd".[0]',
        "a very long name that is the same at first, one",
        "a very long name that is the same at first, two",
        "µ",
    ]
    svg = drawn(linear.loadings(FIT.loadings, names, AXES))
    assert "it's" in svg.replace("&#39;", "'").replace("&apos;", "'")
    assert len({row["place"] for row in first(spec(linear.weights(FIT.loadings[:, 0], names, "axis 1")))}) == 4


def test_the_biplot_points_along_the_columns():
    made = spec(linear.biplot(FIT.positions, FIT.loadings, IRIS.feature_names, ("axis 1", "axis 2"), [str(kind) for kind in IRIS.target]))
    sets = list(made["datasets"].values())
    points, shafts = sorted(sets, key=len, reverse=True)
    assert len(points) == 150
    by = {row["column"]: row for row in shafts}
    for number, name in enumerate(IRIS.feature_names):
        assert np.sign(by[name]["x"]) == np.sign(FIT.loadings[number, 0])
    longest = by["petal length (cm)"]
    assert np.hypot(longest["x"], longest["y"]) == pytest.approx(np.quantile(np.linalg.norm(FIT.positions[:, :2], axis=1), 0.9), rel=1e-3)
    assert {row["label"] for row in shafts} == set(IRIS.feature_names), "room for all four"
    assert 0 < longest["angle"] < 180, "Vega turns its triangle clockwise from upright: one to the right is turned to the right"


@pytest.mark.parametrize("seed", range(5))
def test_names_in_a_biplot_never_cover_each_other(seed):
    rng = np.random.default_rng(seed)
    positions = rng.normal(size=(200, 2)) * [3, 1]
    table = rng.normal(size=(40, 2)) * 0.2 + [1, 0.2]  # nearly all point the same way
    across, up = [-9.0, 9.0], [-6.0, 6.0]
    frame = arrows.named(arrows.reaching(table, positions), [f"column number {i}" for i in range(40)], across, up, 460)
    shown = frame[frame["label"] != ""]
    unit = (arrows.NARROW / 18, 460 / 12)
    boxes = [arrows.box((row.label_x * unit[0], row.label_y * unit[1]), row.label) for row in shown.itertuples()]
    assert 3 <= len(boxes) <= arrows.MOST_NAMED
    assert not any(arrows.crossing(one, other) for one, other in combinations(boxes, 2))
    assert all(one[0] >= -arrows.NARROW / 2 and one[2] <= arrows.NARROW / 2 for one in boxes)


def test_a_wide_table_names_its_longest_arrows_only():
    cancer = load_breast_cancer()
    X = (cancer.data - cancer.data.mean(axis=0)) / cancer.data.std(axis=0)
    fit = PCA().fit(X)
    svg = drawn(linear.biplot(fit.positions, fit.loadings, list(cancer.feature_names), ("axis 1", "axis 2")))
    frame = arrows.named(arrows.reaching(fit.loadings, fit.positions), list(cancer.feature_names), [-17, 17], [-11, 11], 460)
    assert frame["label"].iloc[0] != ""
    assert frame["label"].iloc[0] in svg


def test_many_rows_are_thinned_and_it_is_said():
    positions = np.random.default_rng(0).normal(size=(12_000, 2)).astype(np.float32)
    made = spec(linear.biplot(positions, np.eye(2), ["a", "b"], ("axis 1", "axis 2")))
    assert max(map(len, made["datasets"].values())) == 4_000
    assert made["title"]["text"] == "one row in 3 is drawn"


def test_alike_rows_have_no_arrows_to_speak_of():
    made = spec(linear.biplot(np.zeros((5, 2)), np.eye(2), ["a", "b"], ("axis 1", "axis 2")))
    assert all(row["label"] == "" for row in min(made["datasets"].values(), key=len))
