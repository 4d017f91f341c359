"""The panels that explain the model that is looked at, as their user meets them: every part opens, says something true, and follows its widgets."""

import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from mllab import data
from mllab.data import store
from mllab.models.task import propose, rows

PAGE = Path(__file__).parents[2] / "pages" / "train.py"
MODELS = ["baseline", "logistic regression", "decision tree"]
NUMBERS = ["baseline", "linear regression", "decision tree"]
WRONG, LOOKS, WHAT_IF = "Where it is wrong", "What it looks at", "What if"


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path_factory.getbasetemp() / "explained-home"))
    monkeypatch.setenv("MLLAB_WORKERS", "0")


@pytest.fixture(scope="module")
def people():
    """A class that hangs on age and plan, a number that is three times the age, with a date, gaps and a column of markup."""
    rng = np.random.default_rng(0)
    n = 300
    age, plan = rng.normal(40, 10, n).round(1), rng.choice(["gold", "silver", "tin"], n)
    gone = age + 10 * (plan == "tin") + rng.normal(0, 5, n) > 45
    frame = pd.DataFrame(
        {
            "age": age,
            "plan": plan,
            "since": pd.date_range("2024-01-01", periods=n).astype(str),
            "town": rng.choice(["<b>A</b>", "$B_C$"], n),
        }
    )
    frame["spent"] = (3 * age + rng.normal(0, 2, n)).round(1)
    frame.loc[::11, "age"] = np.nan
    frame["left"] = np.where(gone, "gone", "stays")
    return frame.to_csv(index=False).encode()


def opened(people, target="left", **query):
    """The page on the people's table, its board done."""
    at = AppTest.from_file(str(PAGE), default_timeout=120)
    id = store.add(people, "people.csv").id
    asked = {"table": id, "predict": target, "models-classification": MODELS, "models-regression": NUMBERS, **query}
    for name, value in asked.items():
        at.query_params[name] = value
    at.run()
    until = time.monotonic() + 100
    while any(button.key == "board-stop" for button in at.button) and time.monotonic() < until:
        time.sleep(0.1)
        at.run()
    return fine(at)


def fine(at):
    assert not at.exception, at.exception[0].stack_trace
    assert not at.error, at.error[0].value
    return at


def told(at):
    kinds = ("markdown", "caption", "info")
    return "\n".join(element.value for kind in kinds for element in getattr(at, kind)).replace("\\", "")


def widget(found, label):
    return next(one for one in found if one.label == label)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("Mistakes", "The rows of a cell"),
        ("Where it is worst", "slices that are worse than the rest"),
        ("Curves", "ROC"),
        ("Calibration", "in ten bins of like probability"),
        ("Fairness", "False alarms"),
    ],
)
def test_every_part_of_where_it_is_wrong_opens_from_its_link(people, part, said):
    at = opened(people, train_question=WRONG, **{"wrong-part": part})
    assert said in told(at)


def test_the_threshold_moves_the_counts_and_the_cheapest_one_is_a_click_away(people):
    at = opened(people, train_question=WRONG)
    figures = lambda: {one.label: one.value for one in at.metric}  # noqa: E731
    before = figures()
    next(one for one in at.slider if one.key == "threshold").set_value(0.05)
    fine(at.run())
    assert int(figures()["Found"][:-2]) > int(before["Found"][:-2])
    next(one for one in at.number_input if one.key == "cost-miss").set_value(0.0)
    fine(at.run())
    next(one for one in at.button if one.key == "use-threshold").click()
    fine(at.run())
    assert next(one for one in at.slider if one.key == "threshold").value >= 0.9  # a miss costs nothing: find none


def test_the_cells_rows_are_listed_and_add_up(people):
    at = opened(people, train_question=WRONG)
    listed = {}
    for true in (0, 1):
        for taken in (0, 1):
            next(one for one in at.selectbox if one.key == "cell-true").set_value(true)
            fine(at.run())
            next(one for one in at.selectbox if one.key == "cell-told").set_value(taken)
            fine(at.run())
            frames = [frame.value for frame in at.dataframe if any(str(name).startswith("P(") for name in frame.value)]
            listed[true, taken] = len(frames[0]) if frames else 0
    table = data.store.add(people, "people.csv")
    found = rows(table, propose(table, "left"))
    assert sum(listed.values()) == len(found.train)


def test_numbers_have_errors_and_worst_rows_first(people):
    at = opened(people, "spent", train_question=WRONG)
    worst = next(frame.value for frame in at.dataframe if "true minus predicted" in frame.value)
    size = worst["true minus predicted"].abs().to_numpy()
    assert (np.diff(size) <= 0).all()
    assert {metric.label: metric.value for metric in at.metric}["Worst"] == f"{size[0]:,.4g}"


@pytest.mark.parametrize("target", ["left", "spent"])
@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("Which columns", "matters most"),
        ("One column", "goes from"),
        ("Columns together", "beyond their sum"),
        ("Row by row", "moves"),
        ("Weights", "weighs most"),
    ],
)
def test_every_part_of_what_it_looks_at_opens_from_its_link(people, target, part, said):
    linear = "logistic regression" if target == "left" else "linear regression"
    at = opened(people, target, train_question=LOOKS, **{"looks-part": part, "looked-at": linear})
    assert said in told(at)


def test_the_column_that_was_planted_matters_most(people):
    at = opened(people, "spent", train_question=LOOKS, **{"looked-at": "linear regression"})
    assert "**age** matters most" in told(at)


def test_a_tree_is_walked_by_the_row_that_is_chosen(people):
    at = opened(people, train_question=LOOKS, **{"looked-at": "decision tree"})
    first = next(one.value for one in at.markdown if "The way of this row" in one.value)
    assert "yes" in first or "no" in first
    next(one for one in at.number_input if one.key == "train-row").set_value(5)
    fine(at.run())
    assert next(one.value for one in at.markdown if "The way of this row" in one.value)


@pytest.mark.parametrize("target", ["left", "spent"])
def test_what_if_answers_an_edited_row_and_goes_back(people, target):
    at = opened(people, target, train_question=WHAT_IF, **{"train-row": "7"})
    head = lambda: next(one.value for one in at.markdown if one.value.startswith("####"))  # noqa: E731
    first = head()
    age = widget(at.number_input, "age")
    age.set_value(70.0 if (age.value or 40) < 45 else 15.0)
    fine(at.run())
    assert head() != first
    assert "The mark is what was said before the change" in told(at)
    next(one for one in at.button if one.key == "row-back").click()
    fine(at.run())
    assert head() == first


def test_a_change_that_is_tried_does_what_it_says(people):
    at = opened(people, train_question=WHAT_IF, **{"train-row": "7", "looked-at": "logistic regression"})
    first = next(one.value for one in at.markdown if one.value.startswith("####"))
    next(one for one in at.button if one.key == "try-0").click()
    fine(at.run())
    assert "no longer" in next(one.value for one in at.markdown if one.value.startswith("####"))
    assert "no longer" not in first


def test_more_coverage_makes_a_wider_interval_and_says_what_was_measured(people):
    at = opened(people, "spent", train_question=WHAT_IF, coverage="60")
    ends = []
    for share in (60, 95):
        next(one for one in at.slider if one.key == "coverage").set_value(share)
        fine(at.run())
        line = next(one.value.replace("\\", "") for one in at.caption if "coverage: from" in one.value.replace("\\", ""))
        low, high = line.split("from ")[1].split(". On")[0].split(" to ")
        ends.append(float(high.replace(",", "")) - float(low.replace(",", "")))
        assert "the model had not seen it held" in line
    assert ends[0] < ends[1]


def test_a_link_that_names_what_is_not_there_still_opens(people):
    at = opened(people, train_question=WHAT_IF, **{"train-row": "99999", "wrong-part": "nonsense", "coverage": "x"})
    assert "Why" in told(at)


def test_many_classes_have_a_matrix_and_their_figures():
    at = AppTest.from_file(str(PAGE), default_timeout=120)
    for name, value in {"table": "sample-iris", "models-classification": MODELS, "train_question": WRONG}.items():
        at.query_params[name] = value
    at.run()
    while any(button.key == "board-stop" for button in at.button):
        time.sleep(0.1)
        at.run()
    fine(at)
    found = next(frame.value for frame in at.dataframe if "found" in frame.value)
    assert sorted(found["class"]) == ["setosa", "versicolor", "virginica"]
    assert found["found"].is_monotonic_increasing
