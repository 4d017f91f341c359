"""The page beyond the U: every lab opens by its link, answers its slider, and its script prints the same figures."""

import re

import pytest
from lab_page import figures
from lab_page import ran as run_script
from streamlit.testing.v1 import AppTest

from mllab.paths import app_root


def page(**query: str) -> AppTest:
    at = AppTest.from_file(str(app_root() / "app.py"), default_timeout=120)
    for name, value in query.items():
        at.query_params[name.replace("_", "-")] = value
    at.run()
    return at.switch_page("pages/beyond_the_u.py").run()


def ran(at: AppTest) -> str:
    return run_script(at.code[0].value)


@pytest.mark.parametrize("lab", ["Double descent", "Many dimensions", "More data", "Outside the data", "Penalties"])
def test_every_lab_opens_with_its_question_its_takeaway_and_its_source(lab: str) -> None:
    at = page(beyond=lab, table="sample-diabetes")
    assert not at.exception
    assert any("Question:" in item.value for item in at.markdown)
    assert at.info
    assert any(item.value.startswith("Source: ") for item in at.caption)
    assert figures(at)


def test_double_descent_says_the_same_as_its_script_and_a_penalty_takes_the_peak() -> None:
    at = page(beyond="Double descent", descent_on="Made rows")
    told = float(re.search(r"160 columns used: ([\d.]+) on new rows", ran(at))[1])
    assert float(figures(at)["With the most"]) == pytest.approx(told, abs=6e-4)
    at.select_slider(key="descent-penalty").set_value(30.0).run()
    assert "taken the peak away" in at.info[0].value


@pytest.mark.parametrize("on", ["Digits", "Wide network"])
def test_features_and_networks_descend_on_few_rows(on: str) -> None:
    at = page(beyond="Double descent", descent_on=on, **{f"descent-rows-{on}": "20"})
    assert not at.exception
    assert float(figures(at)["At the peak"]) > float(figures(at)["With the most"])
    assert "Belkin, Hsu, Ma & Mandal 2019" in " ".join(item.value for item in at.caption)


def test_the_lasso_on_diabetes_says_the_same_as_its_script() -> None:
    at = page(beyond="Penalties", table="sample-diabetes")
    assert "bmi, s5, bp" in at.info[0].value
    shown = figures(at)["Error left out"]
    assert f"error {shown} " in ran(at)


def test_a_table_without_numbers_is_told_so() -> None:
    at = page(beyond="Penalties", table="sample-spam")
    assert not at.exception
    assert any("fewer than two columns of numbers" in item.value for item in at.info)


def test_teaching_the_whole_range_leaves_no_outside() -> None:
    at = page(beyond="Outside the data")
    at.slider(key="outside-part").set_value((0.0, 1.0)).run()
    assert "leaves some of it out" in at.info[0].value
