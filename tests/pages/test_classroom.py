"""Links for a class: a task in words, goals, controls that are hidden or locked, a prediction first."""

import pytest
from lab_page import figures, said, sent
from streamlit.testing.v1 import AppTest

from mllab.paths import app_root

HOSTILE = "<img src=x onerror=alert(1)> **bold** [link](https://example.org)"


def page(name, **query):
    at = AppTest.from_file(str(app_root() / "app.py"), default_timeout=120)
    for key, value in query.items():
        at.query_params[key] = value
    at.run()
    return at.switch_page(f"pages/{name}.py").run()


def styles(at):
    return "".join(one.proto.body for one in at.get("html"))


def button(at, label):
    return next(one for one in at.button if one.label == label)


def test_an_ordinary_link_asks_for_nothing():
    at = page("playground")
    assert "Your task" not in said(at)
    assert "st-key" not in styles(at)
    assert sent(at, "mllab_playground")["goals"] == []


def test_a_task_with_goals_is_set_and_markup_is_text():
    at = page("playground", task=HOSTILE, task_goal="test loss < 0.05, hidden neurons <= 3")
    assert not at.exception
    assert [one.value for one in at.text] == [HOSTILE]
    assert HOSTILE not in said(at)
    assert sent(at, "mllab_playground")["goals"] == ["test loss below 0.05", "hidden neurons at most 3"]


def test_controls_are_hidden_and_locked_and_only_keys_reach_the_page():
    at = page("playground", task_hide="net_batch,a}b{,<style>", task_lock="net_layers,net_weights*{}", task="x")
    assert ".st-key-net_batch{display:none" in styles(at)
    assert ".st-key-net_layers{" in styles(at)
    assert "a}b" not in styles(at)
    assert "net_weights*" not in styles(at)
    assert sent(at, "mllab_class_guard") == {"locked": ["net_layers"]}
    assert sent(at, "mllab_playground")["locked"] == ["net_layers"]


def test_a_goal_about_nothing_is_a_message():
    at = page("playground", task_goal="joy > 3")
    assert "A goal compares one of test loss" in at.error[0].value


def test_a_prediction_comes_first_and_is_told_beside_the_result():
    at = page(
        "perceptron",
        task_ask=f"Will it end? {HOSTILE} | yes | **no**",
        task_reveal="Only where a line parts them.",
        perc_points="exclusive or",
    )
    assert not figures(at), "the lab waits"
    assert at.radio[0].options == ["yes", r"\*\*no\*\*"]
    button(at, "That is my prediction").click().run()
    assert not figures(at), "nothing was predicted"
    at.radio[0].set_value(1)
    button(at, "That is my prediction").click().run()
    assert not at.exception
    assert figures(at)["At most R²/γ²"] == "no bound"
    assert r"You predicted: \*\*no\*\*" in said(at)
    assert [one.value for one in at.text] == ["Only where a line parts them."]
    assert HOSTILE not in said(at)


@pytest.mark.parametrize("lab", ["beyond_the_u", "bias_variance", "boundaries", "costs", "gradient_descent", "perceptron"])
def test_every_lab_takes_a_task_and_waits_for_the_prediction(lab):
    at = page(lab, task="Look closely.", task_ask="What will happen?")
    assert not at.exception
    assert [one.value for one in at.text] == ["Look closely."]
    assert at.text_input(key="class-answer")
    assert "Question:" not in said(at)


def test_in_the_playground_the_network_is_seen_but_waits():
    at = page("playground", task_ask="How many neurons does it take?")
    assert sent(at, "mllab_playground")["waits"]
    at.text_input(key="class-answer").set_value("three")
    button(at, "That is my prediction").click().run()
    assert "You predicted: three" in said(at)
    assert not sent(at, "mllab_playground")["waits"]


@pytest.mark.parametrize(("points", "solved"), [("far apart", True), ("exclusive or", False)])
def test_goals_of_a_lab_that_answers_at_once(points, solved):
    at = page("perceptron", task_goal="mistakes < 60", perc_points=points)
    assert ("The task is solved" in said(at)) == solved


def test_the_task_is_left():
    at = page("playground", task="Solve it.", task_hide="net_batch")
    button(at, "Leave the task").click().run()
    assert "Your task" not in said(at)
    assert "net_batch" not in styles(at)
    assert "task" not in at.query_params
