"""The page on a neuron: the perceptron's line and its bound, and backpropagation in numbers."""

import pytest
from lab_page import figures, ran, said
from streamlit.testing.v1 import AppTest

from mllab.data import store
from mllab.learning.neurons import ACTIVATIONS
from mllab.paths import app_root
from mllab.ui.learning.perceptron.rule import DRAWN, OWN, PICKED


def page(**query):
    at = AppTest.from_file(str(app_root() / "app.py"), default_timeout=120)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    return at.switch_page("pages/perceptron.py").run()


def test_points_on_two_sides_are_parted_within_the_bound_and_the_script_makes_the_same_mistakes():
    at = page()
    assert not at.exception
    made, all_of_them = map(int, figures(at)["Mistakes"].split(" of "))
    assert made == all_of_them <= float(figures(at)["At most R²/γ²"].replace(",", ""))
    assert "Done after" in said(at)
    *states, most = ran(at.code[0].value).splitlines()
    assert len(states) == made + 1
    assert float(most.split()[-1]) == pytest.approx(float(figures(at)["At most R²/γ²"].replace(",", "")), abs=0.06)


def test_exclusive_or_has_no_bound():
    at = page(perc_points="exclusive or")
    assert figures(at)["At most R²/γ²"] == "no bound"
    assert "No line parts these points" in said(at)


def test_points_are_drawn_by_hand():
    at = page(perc_points=OWN)
    assert "Draw at least two points" in said(at)
    at.session_state[DRAWN] = [(1.0, 1.0, 1), (-1.0, -2.0, -1), (2.0, 0.5, 1)]
    at.session_state[PICKED] = OWN
    at.run()
    assert not at.exception
    assert "Done after" in said(at)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_backpropagation_shows_its_numbers_and_the_script_the_same(activation):
    at = page(neuron="Backpropagation", prop_activation=activation, prop_steps="2")
    assert not at.exception
    found = figures(at)
    assert float(found["Loss after the step"]) <= float(found["Loss"])
    assert ran(at.code[0].value).splitlines()[-1] == f"loss {found['Loss']}, after the step {found['Loss after the step']}"
    forward, blame, moves = (item.value for item in at.dataframe)
    assert forward["a"].iloc[-1] == pytest.approx(float(found["Output"]), abs=1e-6)
    assert blame["∂L/∂z"].iloc[0] == pytest.approx(forward["a"].iloc[-1] - 1.0)
    assert len(moves) == 6 + 6 + 3


@pytest.mark.parametrize(("rule", "rate"), [("Oja", "0.005"), ("Hebb", "0.1")])
def test_a_neuron_without_a_teacher_and_its_script(rule, rate):
    at = page(neuron="Hebb and Oja", hebb_rule=rule, hebb_rate=rate)
    assert not at.exception
    found = figures(at)
    angle = float(found["Angle to the component"].rstrip("°"))
    assert angle < 10
    assert ("left for infinity" in said(at)) == (rule == "Hebb")
    if rule == "Oja":
        assert float(found["Length"]) == pytest.approx(1, abs=0.1)
    assert ran(at.code[0].value).strip() == f"length {float(found['Length'].replace(',', '')):.3g}, {angle:.1f} degrees from the component"


def test_points_are_kept_as_a_table():
    at = page(perc_points="exclusive or")
    next(button for button in at.button if button.label == "Keep").click().run()
    assert not at.exception
    (table,) = store.listing()
    assert (table.name, table.rows, table.names) == ("Drawn by hand", 4, ["x", "y", "class"])
    assert "Kept as Drawn by hand" in at.success[0].value
