"""The page "Train and compare" as its user meets it: the task, the board, the held-out rows, doubts, bad targets and the script."""

import json
import os
import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from fresh import Fresh
from streamlit.testing.v1 import AppTest
from train_page import PAGE, board, finished, home, opened, told  # noqa: F401, home is a fixture

from mllab import models, runs
from mllab.data import samples, store
from mllab.models.metrics import METRICS
from mllab.models.task import propose
from mllab.ui.train.ask import QUESTIONS

QUICK = ["baseline", "logistic regression", "decision tree"]
QUICK_NUMBERS = ["baseline", "ridge", "decision tree"]
LEAN = {"table": "sample-iris", "models-classification": QUICK}


def brought(frame: pd.DataFrame, name: str) -> str:
    """The id of a table of one's own."""
    return store.add(frame.to_csv(index=False).encode(), f"{name}.csv").id


def test_the_board_is_that_of_the_public_call():
    table = samples.load("iris")
    public = models.compare(table, "species", QUICK).set_index("model")
    shown = board(opened(**LEAN))
    assert list(shown.index) == list(public.index)
    np.testing.assert_allclose(shown["ROC AUC"], public["ROC AUC"])
    np.testing.assert_allclose(shown["low"], public["low"])
    assert f"**{public.index[0]}** is best by ROC AUC" in told(opened(**LEAN))


def test_the_task_is_said_in_a_sentence():
    assert "Predict **species** (setosa or versicolor or virginica) from 4 columns; 120 rows to learn from, 30 held out." in told(
        opened(**LEAN)
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_an_answer(question):
    at = opened(**LEAN, train_question=question)
    assert not at.error, told(at)


def test_a_number_is_predicted_as_a_number():
    at = opened(table="sample-iris", predict="petal width (cm)", **{"models-regression": QUICK_NUMBERS})
    assert "is best by RMSE" in told(at)
    assert set(board(at).index) == set(QUICK_NUMBERS)


def test_a_model_stands_on_the_board_twice_with_other_knobs():
    at = opened(table="sample-iris", **{"models-classification": [*QUICK, "decision tree(depth=1)"]})
    shown = board(at)["ROC AUC"]
    assert shown["decision tree"] > shown["decision tree(depth=1)"], "one cut cannot part three kinds"


def test_a_model_is_added_with_its_knobs():
    at = opened(**LEAN)
    at.selectbox(key="board-add").set_value("k-nearest neighbors").run()
    next(button for button in at.button if button.key == "board-put").click().run()
    assert "k-nearest neighbors" in board(finished(at)).index


def test_a_link_that_names_no_model_says_so_and_shows_the_others():
    at = opened(table="sample-iris", **{"models-classification": [*QUICK, "crystal ball", "ridge(magic=3)"]})
    assert "crystal ball, ridge(magic=3)" in told(at)
    assert set(board(at).index) == set(QUICK)


def test_the_best_is_looked_at_until_another_is_chosen():
    at = opened(**LEAN, **{"looked-at": "decision tree"})
    assert at.selectbox(key="looked-at").value == "decision tree"
    next(button for button in at.button if button.key == "open-held-out").click().run()
    assert "decision tree on 30 rows that were held out" in told(at)


def test_held_out_rows_are_opened_once_and_that_is_kept():
    query = {"table": "sample-wine", "models-classification": QUICK}
    at = opened(**query)
    assert "held out**:" not in told(at)
    next(button for button in at.button if button.key == "open-held-out").click().run()
    said = told(at)
    assert "36 rows that were held out" in said
    assert "Opened once, on " in said
    again = opened(**query)
    assert "Opened once, on " in told(again), "a new session knows"
    assert not [button for button in again.button if button.key == "open-held-out"]
    again.selectbox(key="looked-at").set_value("decision tree").run()
    next(button for button in again.button if button.key == "open-held-out").click().run()
    assert "Opened 2 times since" in told(again)
    again.multiselect(key="from-sample-wine-cultivar").set_value(["alcohol", "ash"]).run()
    finished(again)
    assert "held out**:" not in told(again), "the figures are of a model with other columns"
    assert "Opened 2 times since" in told(again), "the rows are the same, and have been looked at"


def test_a_slow_model_is_fitted_by_a_job_and_says_the_same(monkeypatch):
    query = {"table": "sample-iris", "seed": "7", "models-classification": QUICK, "looked-at": "decision tree"}

    def figures() -> list[str]:
        at = opened(**query)
        next(button for button in at.button if button.key == "open-held-out").click().run()
        finished(at)
        return [metric.value for metric in at.metric]

    here = figures()
    assert len(here) >= 8
    for path in (Path(os.environ["MLLAB_HOME"]) / "heldout").iterdir():
        path.unlink()
    monkeypatch.setattr(sys.modules["mllab.ui.train.final"], "AT_ONCE", -1.0)
    assert figures() == here


def test_a_leak_is_told_before_anything_is_believed_and_taken_out_by_a_button():
    table = samples.load("customers")
    columns = ["age", "plan", "cancellation_reason"]
    at = opened(**{"from-sample-customers-churned": columns, "models-classification": QUICK})
    assert "'cancellation_reason' alone gets" in told(at)
    assert board(at)["ROC AUC"].max() > 0.99, table.name
    next(button for button in at.button if button.label == "Take it out").click().run()
    finished(at)
    assert at.multiselect(key="from-sample-customers-churned").value == ["age", "plan"]
    assert "alone gets" not in told(at)
    assert board(at)["ROC AUC"].max() < 0.9


def test_a_date_among_the_columns_is_a_doubt_with_a_split_by_time_at_hand():
    at = opened(**{"from-sample-customers-churned": ["age", "signup_date"], "models-classification": QUICK})
    next(button for button in at.button if button.label == "Split by time").click().run()
    finished(at)
    assert at.selectbox(key="split-classes").value == "time"
    assert at.selectbox(key="split-time").value == "signup_date"
    assert not [button for button in at.button if button.label == "Split by time"]
    assert set(board(at).index) == set(QUICK)


def test_another_table_proposes_its_own_target():
    at = opened(table="sample-iris", predict="petal width (cm)", **{"models-classification": QUICK, "models-regression": QUICK_NUMBERS})
    assert at.selectbox(key="predict").value == "petal width (cm)"
    at.selectbox(key="table").set_value("sample-wine").run()
    finished(at)
    assert at.selectbox(key="predict").value == "cultivar"
    assert "Predict **cultivar**" in told(at)
    assert "Session State" not in told(at)


def test_a_finished_board_is_a_run_with_its_link():
    opened(**LEAN, folds="3")
    run = next(run for run in runs.listing() if run.page == "train" and run.spec["folds"] == 3)
    assert run.query == {"table": "sample-iris", "folds": "3", "models-classification": QUICK}
    assert run.result["best"] == "logistic regression"
    assert 0.9 < run.result["ROC AUC"] <= 1
    assert "LogisticRegression" in runs.script(run)


def test_the_link_of_a_run_makes_the_same_run_with_its_task_models_knobs_and_metric():
    asked: dict[str, str | list[str]] = {
        "table": "sample-iris",
        "predict": "petal width (cm)",
        "from-sample-iris-petal width (cm)": ["petal length (cm)", "species"],
        "split-numbers": "group",
        "split-group": "species",
        "folds": "2",
        "seed": "3",
        "held-out": "0",
        "models-regression": ["baseline", "ridge(strength=2)"],
        "metric-regression": "MAE",
        "looked-at": "baseline",
    }
    first = board(opened(**asked))
    (run,) = (run for run in runs.listing() if run.page == "train" and run.spec["by"] == "species")
    assert run.spec["metric"] == "MAE"
    assert {"name": "ridge", "knobs": {**run.spec["models"][-1]["knobs"], "strength": 2.0}} in run.spec["models"]
    runs.delete(run.id)
    again = opened(**run.query)
    pd.testing.assert_frame_equal(board(again), first)
    assert again.selectbox(key="looked-at").value == "baseline"
    (same,) = (other for other in runs.listing() if other.id == run.id)
    assert (same.spec, same.query, same.result) == (run.spec, run.query, run.result)


def test_one_model_that_cannot_be_trained_does_not_keep_the_others():
    at = opened(table="sample-iris", **{"models-classification": [*QUICK, 'voting(members="lasso, ridge")']})
    assert "lasso does not do classification" in told(at)
    assert set(board(at).index) == set(QUICK)


N = 60
PLAIN = {"x": np.arange(N) * 7 % 11, "z": np.arange(N) % 3}
BAD = {
    "one class": ({"y": ["same"] * N}, "there is nothing to tell apart"),
    "dates": ({"y": pd.date_range("2024-01-01", periods=N).astype(str)}, "is a date"),
    "text": ({"y": [f"the customer of house {i} said {i * 7 % 13} things about {i * 3} cats" for i in range(N)]}, "is different"),
    "all missing": ({"y": [None] * N}, "Only 0 rows have an answer"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_target_that_cannot_be_predicted_is_a_clear_message(kind):
    columns, message = BAD[kind]
    id = brought(pd.DataFrame({**PLAIN, **columns}), kind.replace(" ", "-"))
    at = opened(table=id, predict="y", **{"models-classification": QUICK, "models-regression": QUICK_NUMBERS})
    assert at.error, told(at)
    assert message in told(at)


def test_ten_rows_are_enough_or_said_not_to_be():
    frame = pd.DataFrame({"x": range(10), "y": ["a", "b"] * 5})
    at = opened(table=brought(frame, "ten"), predict="y", **{"models-classification": QUICK})
    assert re.search(r"Use fewer folds or bring more rows", told(at))


def test_five_hundred_classes_are_told_apart_or_refused_in_words():
    frame = pd.DataFrame({"x": np.arange(2_000) % 500, "z": np.arange(2_000) * 7 % 31, "y": [f"class {i % 500}" for i in range(2_000)]})
    at = opened(table=brought(frame, "many"), predict="y", **{"models-classification": ["baseline", "decision tree"]})
    assert "one of 500 classes" in told(at)
    assert len(board(at)) == 2


def test_of_a_wide_table_the_columns_left_out_are_listed():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(80, 50))
    frame = pd.DataFrame(x, columns=[f"x{i}" for i in range(50)]).assign(y=np.where(x[:, 0] > 0, "up", "down"))
    id = brought(frame.round(3), "wide")
    at = opened(table=id, predict="y", **{"models-classification": QUICK})
    assert "from 50 columns" in told(at)
    at.multiselect(key=f"without-{id}-y").set_value(["x0"]).run()
    finished(at)
    assert "from 49 columns" in told(at)


def test_no_column_is_a_message():
    at = opened(**LEAN)
    at.multiselect(key="from-sample-iris-species").set_value([]).run()
    assert "No column is chosen" in told(at)


def means(at: AppTest, fresh: Fresh, folder: Path) -> dict[str, float]:
    """The means by the page's own script, run in a fresh interpreter far from mllab."""
    code = next(element.value for element in at.code if "board[name]" in element.value)
    assert "import mllab" not in code
    assert "mllab import" not in code
    asked = f"{code}\nimport json\nprint(json.dumps(board))"
    return json.loads(fresh(asked, folder).splitlines()[-1])


CASES = {
    "classes": {"table": "sample-iris", "models-classification": [*QUICK, "random forest(members=20)"]},
    "messy": {"models-classification": QUICK, "folds": "3"},
    "numbers": {
        "table": "sample-diabetes",
        "models-regression": [*QUICK_NUMBERS, "lasso", "k-nearest neighbors"],
        "metric-regression": "R²",
    },
    "groups": {
        "split-classes": "group",
        "split-group": "region",
        "models-classification": QUICK,
        "from-sample-customers-churned": ["age", "plan"],
    },
    "time": {
        "split-classes": "time",
        "split-time": "signup_date",
        "models-classification": QUICK,
        "from-sample-customers-churned": ["age", "plan"],
    },
    "random, twice": {**LEAN, "split-classes": "random", "repeats": "2", "seed": "3", "metric-classification": "log loss"},
}


@pytest.mark.parametrize("case", CASES)
def test_the_script_gives_the_same_means_in_a_fresh_interpreter(case, fresh, tmp_path):
    at = opened(**CASES[case])
    assert not at.error, told(at)
    shown = board(at)
    metric = next(name for name in shown.columns if name in METRICS)
    found = means(at, fresh, tmp_path)
    assert set(found) == set(shown.index)
    np.testing.assert_allclose([found[name] for name in shown.index], shown[metric], rtol=1e-6)


def test_the_script_knows_every_metric():
    from mllab.models.board.script import CODE

    assert set(CODE) == set(METRICS)


def test_the_target_of_a_sample_is_proposed_and_what_is_known_afterwards_left_out():
    table = samples.load("customers")
    assert "cancellation_reason" in propose(table, "churned").columns, "it could be used"
    at = AppTest.from_file(str(PAGE), default_timeout=120)
    at.query_params["models-classification"] = ["baseline"]
    at.run()
    assert at.selectbox(key="predict").value == "churned"
    assert "cancellation_reason" not in at.multiselect(key="from-sample-customers-churned").value
    assert "from 14 columns" in told(at)
