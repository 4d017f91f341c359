"""The page on bias and variance: a known truth, and the same on a table."""

import pytest
from lab_page import figures, ran, said
from streamlit.testing.v1 import AppTest

from mllab.data.samples import load
from mllab.jobs.decomposing import halves, over_knob
from mllab.learning import FITS, TRUTHS
from mllab.models.task import Task
from mllab.paths import app_root


def page(**query):
    at = AppTest.from_file(str(app_root() / "app.py"), default_timeout=120)
    for name, value in query.items():
        at.query_params[name.replace("_", "-")] = value
    at.run()
    return at.switch_page("pages/bias_variance.py").run()


def test_it_opens_at_the_bottom_of_the_u_and_the_parts_add_up():
    at = page()
    assert not at.exception
    found = figures(at)
    total, measured = map(float, found["Sum, and as measured"].split(", "))
    assert total == pytest.approx(sum(float(found[part]) for part in ("Bias²", "Variance", "Noise")), abs=2e-4)
    assert measured == pytest.approx(total, rel=0.05)
    assert "bottom of the U" in said(at)


def test_turning_it_too_far_either_way_says_what_would_help():
    at = page()
    at.select_slider(key="turned-polynomial").set_value(1).run()
    assert "More data will not help; a richer fit will" in said(at)
    at.select_slider(key="turned-polynomial").set_value(7).run()
    assert "More data will help" in said(at)
    assert "Too rich" in said(at)


@pytest.mark.parametrize("fit", FITS)
def test_every_fit_opens_on_every_truth(fit):
    at = page(fit=fit)
    for truth in TRUTHS:
        at.selectbox(key="truth").set_value(truth).run()
        assert not at.exception
        assert figures(at)["Noise"] == "0.0900"


def test_neighbors_at_the_same_places_show_their_closed_form():
    at = page(fit="k-nearest neighbors", places="true")
    assert "Rings: the closed forms" in said(at)


def test_a_formula_that_cannot_be_read_is_a_message():
    at = page(truth="a formula")
    next(item for item in at.text_input if item.label == "Text").set_value("import os").run()
    assert not at.exception
    assert "cannot be read as a formula" in said(at)


def test_its_script_prints_the_figures_of_the_page():
    at = page(fit="ridge")
    lines = ran(at.code[0].value).splitlines()
    now = float(at.select_slider(key="turned-ridge").value)
    line = next(line for line in lines if line.startswith(f"penalty {now:g}:"))
    for part in ("Bias²", "Variance"):
        assert figures(at)[part] in line


def test_a_table_is_taken_apart_and_its_script_agrees():
    at = page(on="Your own table", table="sample-iris")
    for _ in range(60):
        if "The loss is least in the" in said(at):
            break
        at.run()
    assert not at.exception
    assert "The loss is least in the" in said(at)
    lines = ran(at.code[-1].value).splitlines()
    best = figures(at)["Best depth"]
    loss = float(next(line for line in lines if line.split()[0] == best).split()[1])
    assert figures(at)["Loss"].startswith(f"{loss:.3g} ")


def test_the_work_of_the_table_tells_every_state():
    """At k = 1 ... n of a k-NN on numbers: loss is bias and variance added up, and each state holds those before."""
    task = Task("progression", "regression", tuple(name for name in load("diabetes").names if name != "progression"), "random", "", 0.3, 0)
    spec = {
        "model": {"name": "k-nearest neighbors", "knobs": {}},
        "kind": "regression",
        "settings": [{"k": 1}, {"k": 30}],
        "rounds": 12,
        "seed": 0,
        "loss": "squared",
    }
    states = list(over_knob(spec, halves(load("diabetes"), task)))
    values = states[-1].values
    assert states[-1].share == 1.0
    assert [state.values["step"] for state in states] == sorted(state.values["step"] for state in states)
    assert values["loss"][:, 0] == pytest.approx(values["bias"][:, 0] + values["variance"][:, 0])
    assert values["variance"][1, 0] < values["variance"][0, 0] / 3, "thirty neighbors hardly vary"
    for part in ("loss", "bias", "variance"):
        assert (values[part][:, 1] < values[part][:, 0]).all()
        assert (values[part][:, 0] < values[part][:, 2]).all()
