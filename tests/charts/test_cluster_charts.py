"""The pictures of clustering: what is in them, that Vega-Lite accepts them, and that they stay small."""

import json

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_iris, load_wine

from mllab.charts import agreement, dendrogram, groups, how_many, reachability, scatter, silhouette
from mllab.charts.palette import NOISE, PALETTE
from mllab.cluster import CLUSTERERS
from mllab.cluster.judge.silhouette import silhouette as judge

X = load_iris().data


def spec(chart) -> dict:
    """The chart as Vega-Lite; Altair checks it against the schema on the way."""
    made = chart.to_dict(validate=True)
    assert len(json.dumps(made)) < 1_500_000
    return made


def data(made: dict) -> list[list[dict]]:
    return list(made["datasets"].values())


def test_points_have_their_colours_and_noise_is_grey():
    made = spec(scatter.clusters(X[:, :2], ["1"] * 75 + ["3"] * 50 + ["noise"] * 25, ("left", "up")))
    scale = made["encoding"]["color"]["scale"]
    assert dict(zip(scale["domain"], scale["range"], strict=True)) == {"1": PALETTE[0], "3": PALETTE[2], "noise": NOISE}
    assert made["encoding"]["x"]["title"] == "left"
    assert made["params"][0]["name"] == "brush"
    assert len(data(made)[0]) == 150


def test_centers_are_drawn_on_top():
    made = spec(scatter.clusters(X[:, :2], ["1"] * 150, centers=np.array([[5.0, 3.0]]), center_names=["1"]))
    assert data(made)[0][-1] | {"row": None} == {"x": 5.0, "y": 3.0, "colour": "1", "row": None, "what": "center"}


def test_figures_are_coloured_by_a_sequence():
    made = spec(scatter.clusters(X[:, :2], X[:, 3], numbers=True))
    assert made["encoding"]["color"]["scale"]["scheme"] == "viridis"
    assert made["encoding"]["color"]["type"] == "quantitative"


def test_one_axis_is_drawn_flat():
    assert {row["y"] for row in data(spec(scatter.clusters(X[:, :1], ["1"] * 150)))[0]} == {0}


def test_the_brush_finds_the_points_inside():
    points = np.array([[0, 0], [1, 1], [2, 5], [1, 9]], dtype=float)
    assert scatter.inside(points, {"x": [0.5, 3], "y": [0, 6]}).tolist() == [1, 2]
    assert scatter.inside(points, {"x": [3, 0.5]}).tolist() == [1, 2, 3], "a brush may be dragged either way"
    assert scatter.inside(points, {}).tolist() == []


def test_legends_count_as_people_do():
    assert scatter.order(["noise", "10", "2", "1", "b", "a"]) == ["1", "2", "10", "a", "b", "noise"]


def test_markup_in_names_stays_text():
    made = spec(scatter.clusters(X[:, :2], ["<script>alert(1)</script>"] * 150, title="<b>"))
    assert data(made)[0][0]["colour"] == "<script>alert(1)</script>"


def test_silhouettes_are_ranked_within_groups_and_thinned_in_proportion():
    labels = CLUSTERERS["k-means"](k=3).fit(X).labels
    found = judge(X, labels)
    frame = silhouette.ranked(found.values, [str(label + 1) for label in labels])
    assert all(part["value"].is_monotonic_decreasing for _, part in frame.groupby("group"))
    assert len(frame) == 150
    thin = silhouette.ranked(np.linspace(-1, 1, 9_000), ["1"] * 6_000 + ["2"] * 3_000)
    assert thin["group"].value_counts().to_dict() == {"1": 600, "2": 300}
    spec(silhouette.silhouette(found.values, [str(label + 1) for label in labels], found.mean))


def test_chance_and_the_table_are_in_one_picture():
    made = spec(silhouette.null(0.5, np.array([0.1, 0.2, 0.15])))
    assert any(row == {"value": 0.5, "what": "this table"} for rows in data(made) for row in rows)


@pytest.mark.parametrize("leaves", [5, 40, 500])
def test_the_tree_has_a_bracket_per_merge_and_every_row_in_a_leaf(leaves):
    wine = load_wine().data
    fit = CLUSTERERS["agglomerative"](k=3, linkage="average").fit(wine)
    names = [str(label + 1) for label in fit.labels]
    branches, feet = dendrogram.layout(fit.linkage, names, 3, leaves)
    assert len(feet) == min(leaves, len(wine))
    assert len(branches) == len(feet) - 1
    assert sum(int(foot["rows"].replace(",", "")) for foot in feet) == len(wine)
    assert sum(branch.group == "" for branch in branches) == 2, "two merges lie above the cut into three"
    assert max(branch.top for branch in branches) == fit.linkage[-1, 2]
    assert all(branch.top >= max(branch.left_height, branch.right_height) for branch in branches)
    spec(dendrogram.dendrogram(fit.linkage, names, 3, leaves))


def test_the_trees_order_is_scipys():
    from scipy.cluster.hierarchy import dendrogram as scipys

    fit = CLUSTERERS["agglomerative"](k=2).fit(X[:20])
    order = dendrogram._leaves_in_order(fit.linkage, 20)
    assert order == scipys(fit.linkage, no_plot=True)["leaves"]


def test_reachability_keeps_the_peaks_when_thinned():
    distances = np.full(5_000, 0.1)
    distances[[1_234, 4_321]] = 9
    distances[0] = np.inf
    rows = data(spec(reachability.reachability(distances, ["1"] * 5_000)))[0]
    assert len(rows) == 1_000
    assert {1_234, 4_321} <= {row["place"] for row in rows if row["distance"] == 9}
    assert all(np.isfinite(row["distance"]) for row in rows)


def test_the_radius_in_use_and_the_proposed_one_are_shown():
    made = spec(reachability.k_distance(np.sort(np.random.default_rng(0).gamma(2, size=3_000)), 0.5, 1.25))
    assert {row["distance"] for rows in data(made) for row in rows if "what" in row} == {0.5, 1.25}


def test_a_curve_marks_the_recommended_k_and_leaves_out_what_is_not_defined():
    made = spec(how_many.curve((1, 2, 3), np.array([np.nan, 0.4, 0.6]), 3, np.array([0, 0.1, 0.1]), "silhouette"))
    points = next(rows for rows in data(made) if "best" in rows[0])
    assert [(row["k"], row["best"]) for row in points] == [(2, False), (3, True)]


def test_groups_and_crossings_are_drawn():
    frame = pd.DataFrame({"group": ["1", "2"], "column": ["age"] * 2, "effect": [2.0, -2.0], "words": ["", ""], "figure": ["52", "38"]})
    spec(groups.profile(frame))
    spec(groups.sizes(["1", "noise"], [5, 2]))
    spec(groups.stability(["1", "2"], np.array([0.9, 0.5]), ["highly stable", "not stable"]))
    made = spec(agreement.crossing(np.array([[3, 1], [0, 6]]), ["1", "2"], ["a", "b"], ("k-means", "DBSCAN")))
    shares = {(row["left"], row["right"]): row["share"] for row in data(made)[0]}
    assert shares == {("1", "a"): 0.75, ("1", "b"): 0.25, ("2", "a"): 0, ("2", "b"): 1}


def test_a_legend_fits_a_telephone_and_is_left_out_for_many_names():
    few, long = scatter.legend(["1", "2", "noise"]), scatter.legend([f"a rather long name {i}" for i in range(13)])
    assert (few.orient, few.columns) == ("bottom", 3)
    assert long.columns == 2
    assert scatter.legend([str(i) for i in range(14)]) is None


def test_far_values_do_not_take_all_colours():
    values = np.r_[np.arange(149.0), 1e9]
    made = spec(scatter.clusters(X[:, :2], values, numbers=True))
    low, high = made["encoding"]["color"]["scale"]["domain"]
    assert (low, high) == pytest.approx(np.quantile(values, [0.01, 0.99]))
    assert high < 149


def test_a_step_is_as_long_across_as_up():
    """A plane whose second axis holds little must look flat: stretched to fill the picture, noise would look like structure."""
    across, up = scatter.in_proportion(pd.Series([0.0, 10.0]), pd.Series([0.0, 0.1]))
    assert (across[1] - across[0]) / (up[1] - up[0]) == pytest.approx(scatter.WIDE)
    across, up = scatter.in_proportion(pd.Series([0.0, 0.0]), pd.Series([3.0, 3.0]))
    assert across[0] < 0 < across[1]
    assert up[0] < 3 < up[1]
