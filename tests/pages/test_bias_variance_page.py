"""The page on bias and variance: a known truth, and the same on a table."""

from pathlib import Path

import numpy as np
import pytest
from lab_page import figures, ran, said
from streamlit.testing.v1 import AppTest

from mllab.data.read import read
from mllab.data.samples import load
from mllab.errors import DataError
from mllab.jobs.decomposing import halves, over_knob
from mllab.learning import FITS, PLANES
from mllab.models import MODELS
from mllab.models.task import Task
from mllab.models.tune import ranges
from mllab.paths import app_root

TITANIC = Path(__file__).parents[3] / "shared" / "data" / "titanic.csv"


def page(**query):
    at = AppTest.from_file(str(app_root() / "pages" / "bias_variance.py"), default_timeout=120)
    for name, value in query.items():
        at.query_params[name.replace("_", "-")] = value
    return at.run()


def until(at, text):
    """Run again, as the page does by itself, until the text is there."""
    for _ in range(200):
        if text in said(at) or any(text in item.value for item in at.info):
            return at
        assert not at.exception
        at.run()
    raise AssertionError(f"{text!r} never came: {said(at)}")


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
def test_every_fit_opens_in_the_plane(fit):
    at = page(fit=fit, truth="hills", points="10")
    assert not at.exception
    assert figures(at)["Noise"] == "0.0900"
    assert {"**Truth** :small[and the first training set]", "**Mean of the fits**"} <= {item.value for item in at.markdown}


def test_truths_of_a_line_and_of_the_plane_open():
    at = page(fit="k-nearest neighbors", points="10")
    for truth in ("a formula", "steps", *PLANES):
        at.selectbox(key="truth").set_value(truth).run()
        assert not at.exception
        total, measured = map(float, figures(at)["Sum, and as measured"].split(", "))
        assert measured == pytest.approx(total, rel=0.05)


def test_four_times_the_data_leave_a_quarter_of_the_variance_and_all_of_the_bias():
    """A polynomial's variance at fixed places is noise² p / n (Hastie, Tibshirani & Friedman 2009, equation 7.12)."""
    at = page(bv_view="Four times the data", places="true", points="40")
    at.select_slider(key="turned-polynomial").set_value(3).run()
    assert not at.exception
    (before, after), (bias, bias_more) = (map(float, figures(at)[part].split(" → ")) for part in ("Variance", "Bias²"))
    assert before == pytest.approx(0.09 * 4 / 40, rel=0.15)
    assert after == pytest.approx(before / 4, rel=0.15)
    assert bias_more == pytest.approx(bias, rel=0.25)
    lines = [line for line in ran(at.code[0].value).splitlines() if ", degree 3:" in line]
    assert [line.split()[0] for line in lines] == ["40", "160"]
    assert f"variance {before:.4f}" in lines[0]
    assert f"variance {after:.4f}" in lines[1]


def test_bagging_lowers_the_variance_and_boosting_the_bias():
    at = page(bv_view="Bagging against boosting", points="60")
    assert not at.exception
    (v0, v1), (b0, b1) = (map(float, figures(at)[part].split(" → ")) for part in ("Bagged: variance", "Boosted: bias²"))
    assert v1 < 0.7 * v0
    assert b1 < 0.05 * b0
    assert any("bag what is rich, boost what is simple" in item.value for item in at.info)
    lines = [line for line in ran(at.code[0].value).splitlines() if "trees 100:" in line]
    assert f"variance {v1:.4f}" in lines[0]
    assert f"bias² {b1:.4f}" in lines[1]
    at.select_slider(key="bv-trees").set_value(1).run()
    assert figures(at)["Bagged: variance"] == f"{v0:.4f} → {v0:.4f}"


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


@pytest.mark.parametrize("judged", ["rows held out", "rows out of the bag"])
def test_a_table_is_taken_apart_and_its_script_agrees(judged):
    at = until(page(on="Your own table", table="sample-iris", judged_on=judged, bootstraps="20"), "The loss is least in the")
    assert ("judged on 45 others" if judged == "rows held out" else "20 bootstraps of 150 rows for each depth, each row judged by") in said(
        at
    )
    lines = ran(at.code[-1].value).splitlines()
    best = figures(at)["Best depth"]
    loss = float(next(line for line in lines if line.split()[0] == best).split()[1])
    assert figures(at)["Loss"].startswith(f"{loss:.3g} ")


@pytest.fixture(scope="module")
def titanic():
    if not TITANIC.exists():
        pytest.skip("shared/data/titanic.csv is not here")
    return read(TITANIC)


CLASSIFIERS = [
    name
    for name, one in MODELS.items()
    if "classification" in one.kinds
    and not one.extra
    and one.quick
    and any(not knob.choices for knob in ranges(one, "classification").values())
]  # those that take seconds go the same way


@pytest.fixture(scope="module")
def passengers(titanic):
    """Some of the rows: what is asked is whether it works, with empty cells, categories and numbers."""
    task = Task("Survived", "classification", ("Pclass", "Sex", "Age", "SibSp", "Parch", "Fare", "Embarked"), "random", "", 0.3, 0)
    return {name: part[:120] for name, part in halves(titanic, task).items()}


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_the_titanic_is_taken_apart_with_any_classifier(passengers, name):
    """At both ends of its first knob, on rows held out and out of the bag."""
    knob = next(one for one in ranges(MODELS[name], "classification").values() if not one.choices)
    spec = {
        "model": {"name": name, "knobs": {}},
        "kind": "classification",
        "settings": [{knob.name: value} for value in knob.grid(9)[::8]],
        "rounds": 2,
        "seed": 0,
        "loss": "0-1",
    }
    for arrays in (passengers, {part: passengers[part] for part in ("X_train", "y_train")}):
        *_, last = over_knob(spec, arrays)
        loss, bias, variance = (last.values[part][:, 0] for part in ("loss", "bias", "variance"))
        known = np.isfinite(loss)
        assert known.any()
        assert known.all() != bool(last.values["refused"]), "k = 200 of 120 rows is refused, and why is told"
        assert ((loss > 0.1) & (loss < 0.75))[known].all()
        assert (loss <= bias + variance + 1e-12)[known].all(), "where the main prediction is wrong, differing from it helps"


def test_a_setting_that_a_model_refuses_is_left_out_and_told(passengers):
    """Quadratic discriminants need a covariance of full rank, which one-hot columns of few rows do not have, or a penalty."""
    spec = {
        "model": {"name": "quadratic discriminant analysis", "knobs": {}},
        "kind": "classification",
        "settings": [{"regularization": 0.0}, {"regularization": 0.5}],
        "rounds": 4,
        "seed": 0,
        "loss": "0-1",
    }
    states = list(over_knob(spec, passengers))
    assert states[-1].share == 1.0
    assert np.isnan(states[-1].values["loss"]).all(axis=1).tolist() == [True, False]
    assert "not full rank" in states[-1].values["refused"]
    with pytest.raises(DataError, match="not full rank"):
        list(over_knob({**spec, "settings": [{"regularization": 0.0}]}, passengers))


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
