"""The pictures of what a model does: what is in them, and that Vega-Lite accepts and draws them."""

import json
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from mllab.charts import confusion, curves, dependence, ranges, residuals, shares, told, tree

RNG = np.random.default_rng(0)


def spec(chart) -> dict:
    """The chart as Vega-Lite, which Altair checks against the schema and vl-convert draws."""
    import vl_convert

    made = chart.to_dict(validate=True)
    assert len(json.dumps(made)) < 1_500_000
    assert "background" not in made
    assert vl_convert.vegalite_to_svg(made).startswith("<svg")
    return made


def data(made) -> list[list[dict]]:
    return list(made["datasets"].values())


def test_every_cell_of_the_confusion_matrix_can_be_picked():
    made = spec(confusion.confusion(np.array([[5, 1], [2, 8]]), ["no", "yes"], (1, 0)))
    cells = {(row["true"], row["told"]): row for row in data(made)[0]}
    assert cells[(1, 0)]["rows"] == 2
    assert cells[(1, 0)]["share"] == pytest.approx(0.2)
    assert [place for place, row in cells.items() if row["framed"]] == [(1, 0)]
    assert made["params"][0]["name"] == "cell"
    assert made["params"][0]["select"]["fields"] == ["true", "told"]
    spec(confusion.confusion(np.eye(40, dtype=int), [f"class [{i}]" for i in range(40)]))


def test_the_curves_hold_their_points_and_the_threshold_in_use():
    t = np.array([np.inf, 0.9, 0.5, 0.1])
    found, fpr = np.array([0, 0.5, 0.8, 1]), np.array([0, 0.1, 0.4, 1])
    made = spec(curves.roc(fpr, found, t, (0.1, 0.5)))
    assert [{"x": 0.1, "y": 0.5}] in data(made)
    spec(curves.precision_recall(found, 1 - fpr, t, 0.3, (0.5, 0.9)))
    spec(curves.lift(found, np.array([np.nan, 2.0, 1.5, 1.0]), t))
    costs = np.array([30.0, 12, 20, 50])
    made = spec(curves.cost(t, costs, 0.5, 0.9))
    assert [{"x": 0.9, "y": 12.0}] in data(made)


def test_reliability_compares_curves_and_bands_the_first():
    one = pd.DataFrame({"said": [0.1, 0.9], "came": [0.2, 0.8], "low": [0.1, 0.7], "high": [0.3, 0.9], "rows": [50, 50]})
    made = spec(curves.reliability({"as predicted": one, "Platt": one}))
    assert {row["which"] for rows in data(made) for row in rows if "which" in row} == {"as predicted", "Platt"}


def test_ranges_keep_their_order_and_a_value_that_is_not_known_has_no_dot():
    made = spec(ranges.ranges(["b", "a"], np.array([1.0, np.nan]), np.array([0.5, np.nan]), np.array([1.5, np.nan]), "gain", 0.0))
    rows = next(rows for rows in data(made) if "name" in rows[0])
    assert [row["name"] for row in rows] == ["b", "a"]
    assert rows[1]["value"] is None
    spec(ranges.ranges(["a"], np.array([1.0]), np.array([0.5]), np.array([1.5]), "gain", bars=True, told=["why"], format=".1%"))


def test_of_many_rows_a_sample_is_drawn_with_its_row_numbers():
    true = RNG.normal(size=5000)
    for made in (residuals.predicted, residuals.residuals):
        chart = made(true, true + 0.1, np.arange(5000) + 7, "price")
        drawn = max(data(spec(chart)), key=len)
        assert len(drawn) == residuals.MOST
        assert min(row["row"] for row in drawn) >= 7


def test_dependence_of_numbers_is_lines_and_of_categories_dots():
    each = RNG.normal(size=(200, 5))
    made = spec(dependence.dependence([1, 2, 3, 4, 5], each, "age", "price", True))
    assert [row["mean"] for row in next(rows for rows in data(made) if "mean" in rows[0])] == pytest.approx(each.mean(axis=0))
    centred = spec(dependence.dependence([1, 2, 3, 4, 5], each, "age", "price", True, centred=True))
    assert next(rows for rows in data(centred) if "mean" in rows[0])[0]["mean"] == 0
    spec(dependence.dependence(list("abcde"), each, "plan", "price", False))
    spec(dependence.dependence(list(pd.date_range("2024-01-01", periods=5)), each, "day", "price", True))
    spec(dependence.beeswarm(each, np.where(each > 1, np.nan, 0.5), list("abcde"), "log-odds"))


def test_the_shares_lead_from_the_mean_to_the_answer():
    values = np.array([0.1, -0.5, 0.2, 0.01])
    made = spec(shares.shares(list("abcd"), values, 1.0, most=2))
    rows = next(rows for rows in data(made) if "part" in rows[0])
    assert [row["column"] for row in rows] == ["b", "c", "2 other columns"]
    assert rows[0]["from"] == 1.0
    assert rows[-1]["to"] == pytest.approx(1 + values.sum())


def test_a_tree_is_cut_and_says_where_it_goes_on():
    grown = SimpleNamespace(
        left=np.array([1, -1, 3, -1, -1]),
        right=np.array([2, -1, 4, -1, -1]),
        question=("age ≤ 31", "", "plan is gold", "", ""),
        rows=np.array([10, 4, 6, 2, 4]),
        answers=np.array([[0.5, 0.5], [1, 0], [0.2, 0.8], [0, 1], [0.3, 0.7]]),
        depth=np.array([0, 1, 1, 2, 2]),
        place=np.array([0.75, 0, 1.5, 1, 2]),
    )
    made = spec(tree.tree(grown, 2, ["no", "yes"], path=[0, 2, 4]))
    nodes = next(rows for rows in data(made) if "rule" in rows[0])
    assert [node["rule"] for node in nodes] == ["age ≤ 31?", "no (100%)", "plan is gold?", "yes (100%)", "yes (70%)"]
    assert [node["on"] for node in nodes] == [True, False, True, False, True]
    edges = next(rows for rows in data(made) if "x2" in rows[0])
    assert sum(edge["on"] for edge in edges) == 2
    cut = spec(tree.tree(grown, 1, ["no", "yes"]))
    assert "plan is gold? (goes on)" in {node["rule"] for node in next(rows for rows in data(cut) if "rule" in rows[0])}
    numbers = SimpleNamespace(**{**vars(grown), "answers": np.arange(5.0)[:, None]})
    spec(tree.tree(numbers, 2))


def test_what_is_said_of_a_row_stands_beside_what_was_said_before():
    made = spec(told.probabilities(["a", "b"], np.array([0.3, 0.7]), np.array([0.6, 0.4]), [True, False]))
    assert [(row["class"], row["inside"]) for row in data(made)[0]] == [("b", False), ("a", True)]
    spec(told.number(RNG.normal(size=100), 0.5, 0.2, (-1.0, 2.0), "price"))
    spec(told.number(RNG.normal(size=100), 0.5, 0.2, (-np.inf, np.inf), "price"))
