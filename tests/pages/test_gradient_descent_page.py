"""The page on gradient descent: the race and what is said of it, the rules, and the loss surface of a network."""

import contextlib
import io
import time

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mllab.learning import OPTIMIZERS, SURFACES
from mllab.learning.descent import descend
from mllab.paths import app_root


def page(**query):
    at = AppTest.from_file(str(app_root() / "app.py"), default_timeout=200)
    for name, value in query.items():
        at.query_params[name.replace("_", "-")] = value
    at.run()
    return at.switch_page("pages/gradient_descent.py").run()


def said(at):
    return " ".join(item.value for item in [*at.markdown, *at.caption, *at.error, *at.info]).replace("\\", "").replace("**", "")


def test_it_opens_with_a_race_and_its_script_reproduces_the_path_of_the_page():
    at = page()
    assert not at.exception
    assert "Newton arrives first, in step 1, and all of them arrive" in said(at)
    assert "Question:" in said(at)
    assert "Source:" in said(at)
    known = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(at.code[0].value, "<script>", "exec"), known)  # noqa: S102, the script is what is tested
    assert list(known["paths"]) == ["SGD", "momentum", "Adam", "Newton"]
    expected = descend(SURFACES["ravine"](), OPTIMIZERS["Adam"](learning_rate=0.02), (-1.8, 0.8), 200)
    assert np.abs(np.array(known["paths"]["Adam"]) - expected.path).max() < 1e-6


def test_too_great_a_learning_rate_diverges_and_it_is_said_why():
    at = page(racers="SGD")
    at.select_slider(key="learning-rate").set_value(0.1).run()
    assert "SGD diverges in step" in said(at)
    assert "0.1 × 25 = 2.5, and above 2" in said(at)


def test_the_start_and_the_step_are_set_by_sliders_and_play_goes_to_the_beginning():
    at = page(surface="saddle")
    assert "Newton stands on a saddle" in said(at)
    at.slider(key="from-y-saddle").set_value(1.5).run()
    assert "Newton arrives at the lowest place" in said(at)
    at.slider(key="step-of-200").set_value(50).run()
    at.slider(key="step-of-200").set_value(200).run()
    at.button(key="play").click().run()
    assert not at.exception
    assert at.slider(key="step-of-200").value < 200
    assert at.button(key="play").label == "Pause"


@pytest.mark.parametrize("surface", ["a formula", "two valleys (1-D)"])
def test_other_surfaces_and_all_optimizers_race(surface):
    at = page(surface=surface, schedule="warm-up", own_rates="true")
    at.multiselect(key="racers").set_value(list(OPTIMIZERS)).run()
    assert not at.exception
    assert all(f"- {name}" in said(at) for name in OPTIMIZERS)


def test_a_formula_that_cannot_be_read_or_has_no_slope_is_a_message():
    at = page(surface="a formula")
    text = next(item for item in at.text_input if item.label == "Text")
    for wrong, told in (
        ("x.real", "A formula may hold"),
        ("3", "nothing to go down"),
        ("log(x)", "has no height at"),
        ("x^2 +", "cannot be read"),
    ):
        text.set_value(wrong).run()
        assert not at.exception
        assert told in said(at)
    text.set_value("(x-1)^2").run()
    assert "arrives at the lowest place in the picture" in said(at)


def test_nobody_racing_asks_for_somebody_and_the_rules_are_told():
    at = page()
    at.multiselect(key="racers").set_value([]).run()
    assert "at least one optimizer" in said(at)
    at = page(descent="The rules")
    assert not at.exception
    assert len(at.latex) == 4
    assert "Polyak 1964" in said(at)


def test_the_surface_of_a_network_is_worked_out_and_drawn():
    at = page(descent="A real network", **{"net.small-network.epochs": "20"})
    until = time.monotonic() + 180
    while not (at.metric or at.exception or at.error) and time.monotonic() < until:
        at.run()
    assert not at.exception
    figures = {item.label: item.value for item in at.metric}
    assert float(figures["At the end"]) < 0.6931
    last = next(item for item in at.slider if item.label == "Epoch")
    last.set_value(0).run()
    assert float({item.label: item.value for item in at.metric}["Loss then"]) > float(figures["At the end"])
