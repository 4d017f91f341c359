"""The Prepare page as a user meets it: suggested steps, undo, order, saving, and a formula that is wrong."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mllab.data import store
from mllab.data.prepare import STEPS
from mllab.paths import app_root

CSV = b"name,plan,age\nAda,Plus,36\nAda,Plus,36\nAlan,plus ,\nGrace,Family,85\nEdsger,Family,72\n"


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path / "home"))
    table = store.add(CSV, "people.csv")
    page = AppTest.from_file(str(app_root() / "pages" / "prepare.py"), default_timeout=90)
    page.query_params["table"] = table.id
    return checked(page.run())


def checked(at: AppTest) -> AppTest:
    assert not at.exception, at.exception[0].stack_trace
    assert not at.error, at.error[0].value
    return at


def click(at: AppTest, key: str) -> AppTest:
    return checked(at.button(key=key).click().run())


def add(at: AppTest, **knobs: str) -> AppTest:
    checked(at.selectbox(key="action").set_value("filter rows").run())
    checked(at.text_input(key="filter-rows.condition").set_value(knobs["condition"]).run())
    return click(at, "add-step")


def shown(at: AppTest) -> str:
    return "\n".join(element.value for element in at.markdown).replace("\\", "")


def test_steps_are_added_undone_and_saved_with_the_table(at: AppTest) -> None:
    add(at, condition="age > 40")
    assert "5 → 2 rows" in shown(at)
    assert "5 → 2 rows" not in shown(click(at, "undo"))
    add(at, condition="age > 40")
    click(at, "save")
    (table,) = store.listing()
    assert table.rows == 2
    assert [step.name for step in store.recipe(table.id).steps] == ["filter rows"]


def test_steps_are_moved_and_removed(at: AppTest) -> None:
    add(at, condition="age > 40")
    add(at, condition="name = 'Grace'")
    click(at, "down-0")
    assert shown(at).index("Grace") < shown(at).index("age > 40")
    click(at, "remove-0")
    assert "Grace" not in shown(at)


def test_suggested_steps_mend_what_is_plainly_wrong(at: AppTest) -> None:
    click(at, "suggest")
    assert "fill missing age with the median (72.0)" in shown(at)  # of 36, 72, 85: the repeated row is gone first
    assert "5 → 4 rows" in shown(at)


def test_a_wrong_formula_is_pointed_at_and_cannot_be_added(at: AppTest) -> None:
    at.selectbox(key="action").set_value("filter rows").run()
    checked(at.text_input(key="filter-rows.condition").set_value("agee > 3").run())
    assert any("Did you mean age?" in block.value and "^" in block.value for block in at.code)
    assert at.button(key="add-step").disabled


@pytest.mark.parametrize("step", list(STEPS))
def test_every_step_has_its_controls(at: AppTest, step: str) -> None:
    checked(at.selectbox(key="action").set_value(step).run())
