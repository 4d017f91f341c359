"""Moving a knob, asking for more rows and tuning, on the page "Train and compare"."""

import re

from streamlit.testing.v1 import AppTest
from train_page import finished, home, opened, told  # noqa: F401, home is a fixture

QUICK = ["baseline", "logistic regression", "decision tree"]
TREE = {"table": "sample-iris", "models-classification": QUICK, "looked-at": "decision tree"}


def button(at: AppTest, label: str):
    return next(one for one in at.button if one.label == label)


def ranged(at: AppTest) -> AppTest:
    """The page with its curve; on a busy machine, where training took longer, it is begun by a button."""
    asked = [one for one in at.button if one.label.startswith("Try the range of")]
    if asked:
        asked[0].click()
        at = finished(at.run())
    return at


def test_a_quick_model_shows_its_curve_and_follows_the_slider():
    at = ranged(opened(train_question="Move a knob", **TREE))
    assert re.search(r"Best is \*\*depth = \d+\*\*", told(at))
    assert re.search(r"Now: \*\*(It|Neither|About)", told(at))
    slider = at.slider(key="move.decision-tree.depth")
    assert slider.value == 6
    before = re.search(r"\*\*ROC AUC ([\d.]+)\*\* with all columns", told(at))[1]
    slider.set_value(1)
    after = re.search(r"\*\*ROC AUC ([\d.]+)\*\* with all columns", told(finished(at.run())))[1]
    assert float(after) < float(before)
    assert "rings mark those it gets wrong" in told(at)


def test_the_plane_through_all_columns_follows_the_slider_too():
    at = opened(train_question="Move a knob", plane="all columns", **TREE)
    assert re.search(r"trained on all columns, 9\d\s% of whose spread lies in this plane", told(at))
    at.slider(key="move.decision-tree.depth").set_value(1)
    at = finished(at.run())
    assert at.button_group(key="plane").value == "all columns"
    assert "trained on all columns" in told(at)


def test_the_plane_may_be_a_map_and_its_figure_is_that_of_all_columns():
    at = opened(train_question="Move a knob", plane="a map", **TREE)
    assert re.search(r"mixture of the rows around a point, which gives back \d+\s% of the rows' spread", told(at))
    over_map = re.search(r"\*\*ROC AUC ([\d.]+)\*\* with all columns", told(at))[1]
    at.button_group(key="plane").set_value("two columns")
    at = finished(at.run())
    assert re.search(r"\*\*ROC AUC ([\d.]+)\*\* with all columns", told(at))[1] == over_map


def test_what_was_found_is_put_on_the_board_and_looked_at():
    at = opened(train_question="Move a knob", **TREE)
    at.slider(key="move.decision-tree.depth").set_value(2)
    at = finished(at.run())
    at.button(key="put-moved").click()
    at = finished(at.run())
    assert at.selectbox(key="looked-at").value == "decision tree(depth=2)"
    assert "decision tree(depth=2)" in at.multiselect(key="models-classification").value
    assert at.slider(key="move.decision-tree.depth").value == 2
    assert at.button(key="put-moved").disabled


def test_a_knob_with_choices_and_two_knobs():
    at = ranged(opened(train_question="Move a knob", knob="criterion", **TREE))
    assert re.search(r"Best is \*\*criterion = (gini|entropy)\*\*", told(at))
    at = ranged(opened(train_question="Move a knob", knob="depth", **TREE, **{"knob-against": "leaf"}))
    assert re.search(r"Best is \*\*depth = \d+, leaf = \d+\*\*", told(at))


def test_a_model_with_one_knob_is_searched_over_it():
    at = opened(
        train_question="Tune",
        **{**TREE, "models-classification": ["baseline", "Gaussian naive Bayes"], "looked-at": "Gaussian naive Bayes"},
    )
    assert at.multiselect(key="tune-Gaussian-naive-Bayes").value == ["smoothing"]


def test_regression_is_drawn_too():
    at = ranged(
        opened(
            train_question="Move a knob",
            **{"table": "sample-iris", "predict": "petal width (cm)", "models-regression": ["baseline", "ridge"], "looked-at": "ridge"},
        )
    )
    assert "the tenth with the largest errors" in told(at)
    assert re.search(r"Best is \*\*strength = ", told(at))


def test_would_more_rows_help():
    at = opened(train_question="Move a knob", **TREE)
    button(at, "Would more rows help?").click()
    at = finished(at.run())
    assert re.search(r"More rows (would|might)", told(at))


def test_a_search_ends_with_a_winner_and_its_optimism():
    at = opened(train_question="Tune", **TREE, **{"search.search.trials": "8"})
    at.button(key="tune-start").click()
    at = finished(at.run())
    assert "8 of 8 trials" in told(at)
    at.button(key="nested-start").click()
    at = finished(at.run())
    assert re.search(r"too rosy|No optimism", told(at))
    assert {"As searched", "Nested"} <= {metric.label for metric in at.metric}


def test_narrowed_ranges_are_in_the_link_and_what_no_knob_has_is_let_go():
    narrow = {
        "range.decision-tree.depth": ["2", "8"],
        "range.decision-tree.pruning": ["0.01", "0.05"],
        "range.decision-tree.criterion": ["gini"],
    }
    at = opened(train_question="Tune", **TREE, **narrow)
    assert {one.label: one.value for one in at.main.slider if one.label in {"Depth", "Pruning"}} == {
        "Depth": (2, 8),
        "Pruning": (0.01, 0.05),
    }
    assert at.multiselect(key="range.decision-tree.criterion").value == ["gini"]
    at = opened(train_question="Tune", **TREE, **{"range.decision-tree.depth": ["x", "80"], "range.decision-tree.criterion": ["gino"]})
    assert at.slider(key="range.decision-tree.depth").value == (1, 30)
    assert at.multiselect(key="range.decision-tree.criterion").value == ["gini", "entropy"]
    assert not [name for name in at.query_params if name.startswith("range.")]


def test_a_knob_without_any_choice_left_is_said():
    at = opened(train_question="Tune", **TREE)
    at.multiselect(key="range.decision-tree.criterion").set_value([])
    at = finished(at.run())
    assert "none of its choices is left to try" in told(at)


def test_a_grid_that_is_too_fine_is_said_not_raised():
    at = opened(train_question="Tune", **TREE, **{"search.search.trials": "2", "search.search.method": "grid"})
    at.button(key="tune-start").click()
    at = finished(at.run())
    assert "Search fewer knobs" in told(at)
