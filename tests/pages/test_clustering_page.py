"""The clustering page as its user meets it: every question on several tables, links, buttons, messages and the code."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from fresh import Fresh
from streamlit.testing.v1 import AppTest

from mllab.cluster import CLUSTERERS
from mllab.cluster.judge.describe import label_name
from mllab.data import store
from mllab.ui.clustering.ask import QUESTIONS

PAGE = Path(__file__).parents[2] / "pages" / "clustering.py"


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path_factory.getbasetemp() / "mllab-home"))


def opened(**query: str) -> AppTest:
    at = AppTest.from_file(str(PAGE), default_timeout=90)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception, at.exception[0].message
    return at


def told(at: AppTest) -> str:
    return "\n".join(element.value for kind in ("markdown", "caption", "info", "warning", "error") for element in getattr(at, kind))


def pressed(at: AppTest, label: str) -> None:
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception, at.exception[0].message
    assert not at.error, told(at)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("table", ["sample-customers", "sample-iris"])
def test_every_question_has_an_answer(table, question):
    at = opened(table=table, question=question)
    assert not at.error, told(at)
    assert "**3** groups" in told(at)


@pytest.mark.parametrize("name", CLUSTERERS)
def test_every_method_opens_by_its_link(name):
    at = opened(table="sample-wine", algorithm=name)
    assert not at.error, told(at)
    assert "rows (" in told(at)


def test_it_opens_without_a_link_on_something_worth_looking_at():
    at = opened()
    assert "monthly\\_spend" in told(at), "the groups are described by the columns of the table"


def test_the_link_sets_the_knobs():
    assert "**5** groups" in told(opened(table="sample-iris", **{"k-means.k": "5"}))


def test_known_groups_are_said_in_words():
    """Setosa has the short petals (Fisher 1936): one group of 50 rows says so."""
    words = told(opened(table="sample-iris")).replace("\\", "")
    assert "50 rows (33 %). Lower petal length (cm) (1.46 vs 4.91)" in words


def test_no_column_is_a_message_and_not_a_traceback():
    at = opened(table="sample-iris")
    at.multiselect[0].set_value([]).run()
    assert "No column is chosen" in at.error[0].value.replace("\\", "")


def test_one_column_is_enough():
    at = opened(table="sample-iris")
    at.multiselect[0].set_value(["petal length (cm)"]).run()
    assert not at.exception
    assert "**3** groups" in told(at)


def test_colour_by_any_column():
    for column in ("region", "age", "comment", "signup_date"):
        assert not opened(table="sample-customers", colour=column).error


def test_the_number_of_groups_is_found_and_used():
    at = opened(table="sample-iris", question="How many groups", **{"k-means.k": "7"})
    pressed(at, "Find the number of groups")
    assert "**3 groups: " in told(at)
    pressed(at, "Use k = 3")
    assert "**3** groups" in told(at)
    assert "**3 groups: " in told(at), "the answer stays: it does not depend on k"


def test_the_groups_are_put_to_the_test():
    at = opened(table="sample-iris", question="Is it real")
    pressed(at, "Test the groups")
    assert "highly stable" in told(at)
    assert "none of 39 shuffled copies" in told(at)


def test_dbscan_finds_its_radius_itself_and_says_so():
    at = opened(table="sample-iris", algorithm="DBSCAN")
    assert "Radius 0.76, the knee of the distances to the 5th point" in told(at)
    assert "**2** groups, 5 rows noise" in told(at)


def test_another_radius_is_taken_and_the_proposed_one_is_a_button():
    at = opened(table="sample-iris", algorithm="DBSCAN", question="How many groups", **{"DBSCAN.eps": "0.4"})
    assert "Radius 0.76" not in told(at)
    pressed(at, "Use eps = 0.76")
    assert at.session_state["DBSCAN.eps"] == 0.76
    assert "**2** groups, 5 rows noise" in told(at)


def test_a_taken_column_name_is_refused():
    at = opened(table="sample-iris", question="Keep")
    at.text_input(key="column").set_value("species").run()
    assert "has a column called species already" in told(at).replace("\\", "")


SALES = "Kunde;Ort;Umsatz;Besuche;Seit\n" + "".join(
    f"K{i:03d};{('Köln', 'Bonn', 'Kiel')[i % 3]};{1000 * (i % 3) + i * 1.25:.2f}".replace(".", ",")
    + f";{i * 7 % 11};{1 + i % 28:02d}.0{1 + i % 9}.2023\n"
    for i in range(120)
)


@pytest.fixture
def sales() -> str:
    """The id of a German export: semicolons, decimal commas, cp1252."""
    return store.add(SALES.encode("cp1252"), "umsatz.csv").id


def saved_groups(at: AppTest) -> list[str]:
    """The groups of the page, row by row, by saving them as a new table."""
    before = {table.id for table in store.listing()}
    at.text_input(key="title").set_value(f"labelled {len(before)}").run()
    pressed(at, "Save as a new table")
    (new,) = (table for table in store.listing() if table.id not in before)
    groups = list(new.frame()["cluster"].astype("str"))
    store.delete(new.id)
    return groups


@pytest.fixture
def scripts_groups(fresh: Fresh, tmp_path: Path) -> Callable[[AppTest], list[str]]:
    """The groups by the page's own script, run in a fresh interpreter far from mllab."""
    return lambda at: _groups_of_the_script(at, fresh, tmp_path)


def _groups_of_the_script(at: AppTest, fresh: Fresh, folder: Path) -> list[str]:
    (code,) = (element.value for element in at.code if "labels" in element.value)
    assert "mllab import" not in code
    assert "import mllab" not in code
    asked = f"{code}\nimport json, sys\nassert not [m for m in sys.modules if m.startswith('mllab')]\n"
    asked += "print(json.dumps([int(label) for label in labels]))"
    return [label_name(label) for label in json.loads(fresh(asked, folder))]


@pytest.mark.parametrize("name", ["k-means", "DBSCAN", "Gaussian mixture"])
@pytest.mark.parametrize("sample", ["sample-iris", "sample-customers"])
def test_the_code_gives_the_same_groups_in_a_fresh_interpreter(sample, name, scripts_groups):
    at = opened(table=sample, algorithm=name, question="Keep")
    assert scripts_groups(at) == saved_groups(at)


def test_all_columns_of_the_messy_sample_agree_too(scripts_groups):
    at = opened(table="sample-customers", question="Keep")
    columns = at.multiselect(key="columns-sample-customers")
    columns.set_value(columns.options).run()
    assert scripts_groups(at) == saved_groups(at)


def test_the_code_reads_the_file_that_was_brought(sales, scripts_groups):
    at = opened(table=sales, question="Keep")
    code = next(element.value for element in at.code)
    assert "pd.read_csv(" in code
    assert "sep=';'" in code
    assert "decimal=','" in code
    at.multiselect(key=f"columns-{sales}").set_value(["Ort", "Umsatz", "Besuche", "Seit"]).run()
    assert scripts_groups(at) == saved_groups(at)


def test_the_code_of_a_prepared_table_has_its_recipe(sales, scripts_groups):
    from mllab.data.prepare import Recipe
    from mllab.data.prepare.filter_rows import FilterRows

    store.set_recipe(sales, Recipe().add(FilterRows("Umsatz > 500")))
    try:
        at = opened(table=sales, question="Keep")
        assert "Umsatz" in next(element.value for element in at.code).split("read_csv(")[1]
        groups = saved_groups(at)
        assert 0 < len(groups) < 120
        assert scripts_groups(at) == groups
    finally:
        store.set_recipe(sales, Recipe())


def test_above_100_000_rows_a_sample_is_fitted_and_the_rest_assigned(tmp_path):
    """Two far groups: every row, fitted or not, lands with its like; the new table has all rows."""
    n = 100_500
    X = np.random.default_rng(0).normal(size=(n, 2)) + 20 * (np.arange(n) % 2)[:, None]
    big = store.from_frame(pd.DataFrame(X, columns=["a", "b"]), "big")
    try:
        at = opened(table=big.id, question="Keep", algorithm="mini-batch k-means", **{"mini-batch-k-means.k": "2"})
        assert "Fitted to a random 100,000 of 100,500 rows" in told(at)
        assert "500 will be assigned" in told(at)
        pressed(at, "Assign all rows")
        groups = np.array(saved_groups(at))
        assert len(groups) == n
        assert len({*groups[::2]}) == len({*groups[1::2]}) == 1
        assert groups[0] != groups[1]
    finally:
        store.delete(big.id)
